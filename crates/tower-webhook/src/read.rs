//! Buffers a body under its limit and budget, hashing every frame as it arrives.

use bytes::{Buf, Bytes};
use webhook_core::Refusal;

use crate::budget::{BodyBudget, Charge};

/// More frames without data than this are a flood, not a body.
const MAX_EMPTY_FRAMES: usize = 1024;

/// The bytes so far.
#[derive(Debug)]
pub(crate) struct Buffer {
    limit: usize,
    /// The announced length, if any: what is reserved once there is a second frame.
    expected: usize,
    charge: Charge,
    frames: Frames,
    empty_frames: usize,
}

#[derive(Debug)]
enum Frames {
    /// Nothing, or one frame kept as it came: the usual body is never copied.
    One(Bytes),
    Many(Vec<u8>),
}

impl Buffer {
    /// Checks and charges the announced length before anything is read: a body that there is no
    /// room for costs nothing but its head, and the server's own buffers never fill with it.
    pub(crate) fn new(limit: usize, announced: u64, budget: &BodyBudget) -> Result<Self, Refusal> {
        let expected = usize::try_from(announced)
            .ok()
            .filter(|length| *length <= limit)
            .ok_or(Refusal::TooLarge { limit })?;
        let mut charge = budget.open();
        charge.grow_to(expected)?;
        Ok(Self {
            limit,
            expected,
            charge,
            frames: Frames::One(Bytes::new()),
            empty_frames: 0,
        })
    }

    fn len(&self) -> usize {
        self.bytes().len()
    }

    /// Takes the next frame and shows its bytes to `see`.
    pub(crate) fn push(
        &mut self,
        mut data: impl Buf,
        see: impl FnOnce(&[u8]),
    ) -> Result<(), Refusal> {
        let length = data.remaining();
        if length == 0 {
            self.empty_frames += 1;
            return if self.empty_frames > MAX_EMPTY_FRAMES {
                Err(Refusal::Malformed {
                    what: "the body is a flood of empty frames",
                })
            } else {
                Ok(())
            };
        }
        let total = self
            .len()
            .checked_add(length)
            .filter(|total| *total <= self.limit)
            .ok_or(Refusal::TooLarge { limit: self.limit })?;
        let frame = data.copy_to_bytes(length);
        see(&frame);
        match &mut self.frames {
            Frames::One(first) if first.is_empty() => {
                self.charge.grow_to(length)?;
                *first = frame;
            }
            Frames::One(first) => {
                let reserve = total.max(self.expected);
                self.charge.grow_to(reserve)?;
                let mut buffer = Vec::with_capacity(reserve);
                buffer.extend_from_slice(first);
                buffer.extend_from_slice(&frame);
                self.frames = Frames::Many(buffer);
            }
            Frames::Many(buffer) => {
                if total > buffer.capacity() {
                    // Twice as much each time, but never past the limit, and paid for first.
                    let reserve = buffer.capacity().saturating_mul(2).clamp(total, self.limit);
                    self.charge.grow_to(reserve)?;
                    buffer.reserve_exact(reserve - buffer.len());
                }
                buffer.extend_from_slice(&frame);
            }
        }
        Ok(())
    }

    /// What has arrived so far.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.frames {
            Frames::One(frame) => frame,
            Frames::Many(buffer) => buffer,
        }
    }

    /// The whole body.
    pub(crate) fn finish(self) -> Bytes {
        match self.frames {
            Frames::One(frame) => frame,
            Frames::Many(buffer) => buffer.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(limit: usize, announced: u64, frames: &[&[u8]]) -> Result<Bytes, Refusal> {
        let mut buffer = Buffer::new(limit, announced, &BodyBudget::new(1 << 20))?;
        let mut seen = Vec::new();
        for frame in frames {
            buffer.push(*frame, |bytes| seen.extend_from_slice(bytes))?;
        }
        let body = buffer.finish();
        assert_eq!(body, seen);
        Ok(body)
    }

    #[test]
    fn t_51_the_limit_holds_for_announced_and_for_streamed_lengths() {
        let too_large = Err(Refusal::TooLarge { limit: 4 });
        assert_eq!(read(4, 0, &[]), Ok(Bytes::new()));
        assert_eq!(read(4, 4, &[b"abcd"]), Ok(Bytes::from("abcd")));
        assert_eq!(
            read(4, 0, &[b"ab", b"", b"c", b"d"]),
            Ok(Bytes::from("abcd"))
        );
        assert_eq!(read(4, 5, &[]), too_large);
        assert_eq!(read(4, u64::MAX, &[]), too_large);
        assert_eq!(read(4, 0, &[b"abcde"]), too_large);
        assert_eq!(read(4, 2, &[b"abc", b"de"]), too_large);
    }

    #[test]
    fn one_frame_is_kept_without_a_copy() {
        let frame = Bytes::from(vec![7; 1000]);
        let mut buffer = Buffer::new(2000, 1000, &BodyBudget::new(1 << 20)).unwrap();
        buffer.push(frame.clone(), |_| ()).unwrap();
        assert_eq!(buffer.finish().as_ptr(), frame.as_ptr());
    }

    #[test]
    fn t_55_a_flood_of_empty_frames_is_refused() {
        let mut buffer = Buffer::new(10, 0, &BodyBudget::new(100)).unwrap();
        let flood = (0..=MAX_EMPTY_FRAMES).find_map(|_| buffer.push(&b""[..], |_| ()).err());
        assert_eq!(flood.map(|refusal| refusal.code()), Some("malformed"));
    }

    #[test]
    fn the_budget_is_charged_before_memory_is_reserved() {
        let budget = BodyBudget::new(1000);
        let announced = Buffer::new(5000, 5000, &budget).map(|_| ());
        assert_eq!(
            announced.map_err(|refusal| refusal.code()),
            Err("overloaded")
        );
        let mut buffer = Buffer::new(5000, 0, &budget).unwrap();
        buffer.push(&[0; 600][..], |_| ()).unwrap();
        let refused = buffer.push(&[0; 600][..], |_| ());
        assert_eq!(refused.map_err(|refusal| refusal.code()), Err("overloaded"));
    }
}
