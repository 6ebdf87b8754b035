//! Ends of a signed content that several senders have in common: what the body adds after the public
//! URL, as a function of the complete body.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::{Refusal, form, scheme::TailFn};

/// Adds nothing, and refuses a body: the content does not cover one.
pub(crate) fn no_body() -> TailFn {
    Box::new(|body, _| {
        if body.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Malformed {
                what: "a body that its signature does not cover",
            })
        }
    })
}

/// Adds nothing, for the head holds the body's SHA-256 in hexadecimal of either case; `not_a_hash`
/// says what is wrong with any other text.
pub(crate) fn body_sha256(hash: &str, not_a_hash: &'static str) -> Result<TailFn, Refusal> {
    let mut expected = [0; 32];
    if hash.len() != 64 || const_hex::decode_to_slice(hash, &mut expected).is_err() {
        return Err(Refusal::Malformed { what: not_a_hash });
    }
    Ok(Box::new(move |body, _| {
        if Sha256::digest(body).as_slice().ct_eq(&expected).into() {
            Ok(())
        } else {
            Err(Refusal::BadSignature)
        }
    }))
}

/// Adds name and value of each field of a form, sorted by name and then by value.
pub(crate) fn sorted_form() -> TailFn {
    Box::new(|body, content| {
        append(&sorted_fields(body)?, content);
        Ok(())
    })
}

/// As [`sorted_form`], with each value of a repeated name once.
pub(crate) fn sorted_form_without_repeats() -> TailFn {
    Box::new(|body, content| {
        let mut fields = sorted_fields(body)?;
        fields.dedup();
        append(&fields, content);
        Ok(())
    })
}

/// The fields of a form, sorted by name and then by value.
pub(crate) fn sorted_fields(form: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let mut fields = form::fields(form).ok_or(Refusal::Malformed {
        what: "the form is not UTF-8",
    })?;
    fields.sort_unstable();
    Ok(fields)
}

/// Name and value of each field, with nothing in between.
pub(crate) fn append(fields: &[(String, String)], content: &mut Vec<u8>) {
    for (name, value) in fields {
        content.extend_from_slice(name.as_bytes());
        content.extend_from_slice(value.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a tail adds, or the code of its refusal.
    fn run(tail: TailFn, body: &[u8]) -> Result<String, &'static str> {
        let mut content = b"head".to_vec();
        tail(body, &mut content).map_err(|refusal| refusal.code())?;
        Ok(String::from_utf8(content).unwrap())
    }

    #[test]
    fn forms_are_sorted_by_name_and_value() {
        let cases: [(&[u8], &str, &str); 4] = [
            (b"", "head", "head"),
            (b"b=2&a=1", "heada1b2", "heada1b2"),
            (b"a=2&a=1&a=2", "heada1a2a2", "heada1a2"),
            (b"a=x+y%26&B=%C3%BC", "headB\u{fc}ax y&", "headB\u{fc}ax y&"),
        ];
        for (form, all, once) in cases {
            assert_eq!(run(sorted_form(), form).as_deref(), Ok(all));
            assert_eq!(
                run(sorted_form_without_repeats(), form).as_deref(),
                Ok(once)
            );
        }
        assert_eq!(run(sorted_form(), b"a=%ff"), Err("malformed"));
        assert_eq!(
            run(sorted_form_without_repeats(), b"a=%ff"),
            Err("malformed")
        );
    }

    #[test]
    fn a_body_that_nothing_covers_is_refused() {
        assert_eq!(run(no_body(), b"").as_deref(), Ok("head"));
        assert_eq!(run(no_body(), b" "), Err("malformed"));
    }

    #[test]
    fn a_hash_in_the_head_is_held_against_the_body() {
        let hash = const_hex::encode(Sha256::digest(b"body"));
        for text in [hash.clone(), hash.to_uppercase()] {
            let tail = || body_sha256(&text, "no hash").unwrap();
            assert_eq!(run(tail(), b"body").as_deref(), Ok("head"));
            assert_eq!(run(tail(), b"Body"), Err("bad_signature"));
            assert_eq!(run(tail(), b""), Err("bad_signature"));
        }
        let longer = format!("{hash}00");
        for text in ["", "00", &hash[1..], &longer, &format!("g{}", &hash[1..])] {
            assert!(body_sha256(text, "no hash").is_err(), "{text}");
        }
    }
}
