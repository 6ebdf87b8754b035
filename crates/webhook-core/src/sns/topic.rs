//! [`Topic`]: an ARN taken apart, and the addresses that belong to it.

use crate::keys::address;

/// A topic, by its ARN: `arn:<partition>:sns:<region>:<account>:<name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic<'a> {
    arn: &'a str,
    region: &'a str,
    domain: &'static str,
}

impl<'a> Topic<'a> {
    /// From its ARN; `None` for anything that is not the ARN of one topic.
    pub fn parse(arn: &'a str) -> Option<Self> {
        let mut fields = arn.split(':');
        let mut next = || fields.next();
        let (prefix, partition, service) = (next()?, next()?, next()?);
        let (region, account, name) = (next()?, next()?, next()?);
        let domain = match partition {
            "aws" | "aws-us-gov" => "amazonaws.com",
            "aws-cn" => "amazonaws.com.cn",
            _ => return None,
        };
        let in_region = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let in_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        let sound = prefix == "arn"
            && service == "sns"
            && region.len() >= 3
            && region.bytes().all(in_region)
            && account.len() == 12
            && account.bytes().all(|b| b.is_ascii_digit())
            && (1..=256).contains(&name.len())
            && name.bytes().all(in_name)
            && fields.next().is_none();
        sound.then_some(Self {
            arn,
            region,
            domain,
        })
    }

    /// The ARN.
    pub fn arn(&self) -> &'a str {
        self.arn
    }

    /// The host of its region: `sns.us-east-1.amazonaws.com`.
    pub fn host(&self) -> String {
        format!("sns.{}.{}", self.region, self.domain)
    }

    /// Whether `url` is a certificate of SNS in the topic's own region:
    /// `https://sns.<region>.amazonaws.com/<name>.pem`, spelled without any leniency.
    pub fn has_certificate(&self, url: &str) -> bool {
        address::parts(url).is_some_and(|(host, path)| {
            let name = path.trim_start_matches('/');
            host == self.host() && name.ends_with(".pem") && !name.contains('/')
        })
    }
}
