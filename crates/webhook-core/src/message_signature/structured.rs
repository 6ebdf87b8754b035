//! Dictionaries of structured fields (RFC 9651), read strictly: what the RFC resolves by taking the
//! last of several is refused, since sender and receiver might resolve it differently.

use std::convert::Infallible;

use sfv::{
    BareItemFromInput, ItemSerializer, KeyRef, ListSerializer, Parser,
    visitor::{DictionaryVisitor, EntryVisitor, InnerListVisitor, ItemVisitor, ParameterVisitor},
};

use crate::Refusal;

/// More parameters than any signature or component has.
const MAX_PARAMS: usize = 16;

pub(super) type Params<'a> = Vec<(&'a KeyRef, BareItemFromInput<'a>)>;

/// A value with its parameters.
pub(super) struct Item<'a> {
    pub(super) value: BareItemFromInput<'a>,
    pub(super) params: Params<'a>,
}

/// One entry of a dictionary: a list of items with parameters of its own, or one item.
pub(super) struct Member<'a> {
    pub(super) key: &'a KeyRef,
    pub(super) is_list: bool,
    pub(super) items: Vec<Item<'a>>,
    pub(super) params: Params<'a>,
}

/// The members of a dictionary, of which there may be so many, no two of one name.
pub(super) fn dictionary(text: &str, limit: usize) -> Result<Vec<Member<'_>>, Refusal> {
    let members = Parser::new(text)
        .parse_dictionary_with_visitor(Members(Vec::new()))
        .map_err(|_| Refusal::Malformed {
            what: "a structured field is not a dictionary of RFC 9651",
        })?;
    if members.len() > limit {
        return Err(Refusal::TooManySignatures { limit });
    }
    let are_sound = |params: &Params<'_>| {
        params.len() <= MAX_PARAMS && distinct(params.iter().map(|(name, _)| *name))
    };
    let members_are_sound = members.iter().all(|member| {
        are_sound(&member.params) && member.items.iter().all(|item| are_sound(&item.params))
    });
    if !members_are_sound || !distinct(members.iter().map(|member| member.key)) {
        return Err(Refusal::Malformed {
            what: "a structured field names something twice",
        });
    }
    Ok(members)
}

fn distinct<'a>(mut names: impl Iterator<Item = &'a KeyRef> + Clone) -> bool {
    std::iter::from_fn(|| names.next().map(|name| (name, names.clone())))
        .all(|(name, mut later)| later.all(|other| other != name))
}

impl<'a> Member<'a> {
    /// The one item, where it is no list.
    pub(super) fn item(&self) -> Option<&Item<'a>> {
        self.items.first().filter(|_| !self.is_list)
    }

    /// The bytes that the one item is.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        self.item()?.value.as_byte_sequence()
    }

    /// The canonical text.
    pub(super) fn serialize(&self) -> String {
        if let Some(item) = self.item() {
            return item.serialize();
        }
        let mut list = ListSerializer::new();
        let mut inner = list.inner_list();
        for item in &self.items {
            let _ = inner
                .bare_item(&item.value)
                .parameters(item.params.iter().map(|(name, value)| (*name, value)))
                .finish();
        }
        let _ = inner
            .finish()
            .parameters(self.params.iter().map(|(name, value)| (*name, value)))
            .finish();
        list.finish().unwrap_or_default()
    }
}

impl Item<'_> {
    /// The canonical text.
    pub(super) fn serialize(&self) -> String {
        ItemSerializer::new()
            .bare_item(&self.value)
            .parameters(self.params.iter().map(|(name, value)| (*name, value)))
            .finish()
    }
}

/// Collects what is parsed. Nothing is judged before the whole is known to be well-formed.
struct Members<'de>(Vec<Member<'de>>);

impl<'de> DictionaryVisitor<'de> for Members<'de> {
    type Out = Vec<Member<'de>>;
    type Error = Infallible;

    fn entry(&mut self, key: &'de KeyRef) -> Result<impl EntryVisitor<'de>, Infallible> {
        self.0.push(Member {
            key,
            is_list: false,
            items: Vec::new(),
            params: Vec::new(),
        });
        Ok(self.0.last_mut())
    }

    fn finish(self) -> Result<Self::Out, Infallible> {
        Ok(self.0)
    }
}

impl<'de> EntryVisitor<'de> for &mut Member<'de> {
    type Error = Infallible;

    fn item(self) -> Result<impl ItemVisitor<'de>, Infallible> {
        Ok(Items(&mut self.items))
    }

    fn inner_list(self) -> Result<impl InnerListVisitor<'de>, Infallible> {
        self.is_list = true;
        Ok(self)
    }
}

impl<'de> InnerListVisitor<'de> for &mut Member<'de> {
    type Error = Infallible;

    fn item(&mut self) -> Result<impl ItemVisitor<'de>, Infallible> {
        Ok(Items(&mut self.items))
    }

    fn finish(self) -> Result<impl ParameterVisitor<'de>, Infallible> {
        Ok(Pairs(&mut self.params))
    }
}

struct Items<'a, 'de>(&'a mut Vec<Item<'de>>);

impl<'de> ItemVisitor<'de> for Items<'_, 'de> {
    type Out = Option<()>;
    type Error = Infallible;

    fn bare_item(
        self,
        value: BareItemFromInput<'de>,
    ) -> Result<impl ParameterVisitor<'de, Out = Option<()>>, Infallible> {
        self.0.push(Item {
            value,
            params: Vec::new(),
        });
        Ok(self.0.last_mut().map(|item| Pairs(&mut item.params)))
    }
}

struct Pairs<'a, 'de>(&'a mut Params<'de>);

impl<'de> ParameterVisitor<'de> for Pairs<'_, 'de> {
    type Out = ();
    type Error = Infallible;

    fn parameter(
        &mut self,
        name: &'de KeyRef,
        value: BareItemFromInput<'de>,
    ) -> Result<(), Infallible> {
        self.0.push((name, value));
        Ok(())
    }

    fn finish(self) -> Result<(), Infallible> {
        Ok(())
    }
}
