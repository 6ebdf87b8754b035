//! Examples under public keys, and in tokens.

use webhook_core::{danger, providers};

use super::Published;

/// Atlassian's page on the query string hash gives a request and its hash; the token around it is
/// another implementation's (Python's hmac).
#[test]
fn atlassian_query_string_hash() {
    let headers = [(
        "authorization",
        // {"iss":"client-key","iat":1700000000,"exp":1700000180,"qsh":"43dd1779e33c34fae00c308d62e5dd153a32147d1bcb5d40b3936457fda0ece4"}
        "JWT eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJjbGllbnQta2V5IiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDAxODAsInFzaCI6IjQzZGQxNzc5ZTMzYzM0ZmFlMDBjMzA4ZDYyZTVkZDE1M2EzMjE0N2QxYmNiNWQ0MGIzOTM2NDU3ZmRhMGVjZTQifQ._xxL-KHZ5pEx9bFf0aTEgv7hyZqbTIvV1G81glSlAaA",
    )];
    let verdict = |url| {
        Published {
            url,
            ..Published::new("the tenant's shared secret", &headers, "{}")
        }
        .at(1_700_000_060)
        .verify(providers::ATLASSIAN_CONNECT)
        .map_or_else(|refusal| refusal.code(), |_| "accepted")
    };
    for (url, expected) in [
        ("https://app.example.com/rest/api/2/issue", "accepted"),
        ("https://app.example.com/rest/api/2/issues", "bad_signature"),
        (
            "https://app.example.com/rest/api/2/issue?a=b",
            "bad_signature",
        ),
    ] {
        assert_eq!(verdict(url), expected, "{url}");
    }
}

/// LiveKit's `WebhookReceiver.test.ts` publishes keys, body and hash, and makes its token anew in
/// every run: this one is another implementation's (Python's hmac) with that very hash.
#[test]
fn livekit_body_and_hash() {
    let published = Published::new(
        danger::short_secret("abababa").key_id("abcdefg"),
        &[(
            "authorization",
            // {"iss":"abcdefg","nbf":1628545900,"exp":1628546200,"sha256":"CoEQz1chqJ9bnZRcORddjplkvpjmPujmLTR42DbefYI="}
            "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhYmNkZWZnIiwibmJmIjoxNjI4NTQ1OTAwLCJleHAiOjE2Mjg1NDYyMDAsInNoYTI1NiI6IkNvRVF6MWNocUo5Ym5aUmNPUmRkanBsa3Zwam1QdWptTFRSNDJEYmVmWUk9In0.x7zrGvJbg7S87J7fx9deL2ra6HuHKMeCRrcshvKfzWI",
        )],
        r#"{"event":"room_started", "room":{"sid":"RM_TkVjUvAqgzKz", "name":"mytestroom", "emptyTimeout":300, "creationTime":"1628545903", "turnPassword":"ICkSr2rEeslkN6e9bXL4Ji5zzMD5Z7zzr6ulOaxMj6N", "enabledCodecs":[{"mime":"audio/opus"}, {"mime":"video/VP8"}]}}"#,
    );
    published
        .at(1_628_545_903)
        .assert_accepted(providers::LIVEKIT);
}

/// `@sendgrid/eventwebhook` 8.0.0 `src/eventwebhook.spec.js`: one event, and two. The line break at
/// the end is part of the body.
#[test]
fn sendgrid_events() {
    for (key, at, timestamp, signature, body) in [
        (
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==",
            1_600_112_502,
            "1600112502",
            "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=",
            "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\",\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\",\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\",\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\"timestamp\":1600112492}]\r\n",
        ),
        (
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQ4LIFtWztlsF7skFqOncjD1lun4H5w8XOhyOArHW9RcIx/FfEzx6cikC/yPfUvwaX/JScE7Fc9CJD2afQ9Ok3Q==",
            1_619_651_159,
            "1619651159",
            "MEYCIQC/I4o6vCgqRYrTljjoVWB/GRWNtxeePlLMHr3x9ETeRQIhAIpV+03nREPTTHWSW0wIOA0EoMPdcNgXa70yCaqDJlu5",
            "[{\"email\":\"invalid@gmail.com\",\"event\":\"processed\",\"send_at\":0,\"sg_event_id\":\"cHJvY2Vzc2VkLTE5OTQyMTEyLXFOd0JMZ1BRUWpXNkRKdktRd1NBYnctMA\",\"sg_message_id\":\"qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0\",\"smtp-id\":\"<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>\",\"timestamp\":1619651146},\r\n{\"email\":\"invalid@gmail.com\",\"event\":\"bounce\",\"ip\":\"167.89.101.76\",\"reason\":\"552 5.2.2 The email account that you tried to reach is over quota and inactive. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaPerm c17si1130468pgv.34 - gsmtp\",\"sg_event_id\":\"Ym91bmNlLTAtMTk5NDIxMTItcU53QkxnUFFRalc2REp2S1F3U0Fidy0w\",\"sg_message_id\":\"qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0\",\"smtp-id\":\"<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>\",\"status\":\"5.2.2\",\"timestamp\":1619651147,\"tls\":1,\"type\":\"blocked\"}]\r\n",
        ),
    ] {
        let headers = [
            ("x-twilio-email-event-webhook-timestamp", timestamp),
            ("x-twilio-email-event-webhook-signature", signature),
        ];
        let published = Published::new(key, &headers, body);
        published.at(at).assert_accepted(providers::SENDGRID);
        let trimmed = Published::new(key, &headers, body.trim_end()).at(at);
        let refusal = trimmed.verify(providers::SENDGRID).expect_err("trimmed");
        assert_eq!(refusal.code(), "bad_signature");
    }
}

/// The example of the Standard Webhooks specification for its asymmetric signature.
#[test]
fn standard_webhooks_v1a() {
    let published = Published::new(
        "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
        &[
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            (
                "webhook-signature",
                "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
            ),
        ],
        r#"{"test": 2432232314}"#,
    );
    published
        .at(1_614_265_330)
        .assert_accepted(providers::STANDARD_WEBHOOKS_V1A);
}

/// transferwise/digital-signatures-examples `verify-webhook-signature/verify-signature.js`: a
/// delivery of the sandbox under its public key.
#[test]
fn wise_sandbox_delivery() {
    Published::new(
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwpb91cEYuyJNQepZAVfPZIlPZfNUefH+n6w9SW3fykqKu938cR7WadQv87oF2VuT+fDt7kqeRziTmPSUhqPUys/V2Q1rlfJuXbE+Gga37t7zwd0egQ+KyOEHQOpcTwKmtZ81ieGHynAQzsn1We3jwt760MsCPJ7GMT141ByQM+yW1Bx+4SG3IGjXWyqOWrcXsxAvIXkpUD/jK/L958CgnZEgz0BSEh0QxYLITnW1lLokSx/dTianWPFEhMC9BgijempgNXHNfcVirg1lPSygz7KqoKUN0oHqWLr2U1A+7kqrl6O2nx3CKs1bj1hToT1+p4kcMoHXA7kA+VBLUpEsVwIDAQAB",
        &[(
            "x-signature-sha256",
            "wKcKCYXAzxNgiu7xmoDm943NUni7Rz33QN8JkEA9dWSGebgndonabgSj18Y4C08OrwVmueGsED2s00M7DtJVcYKOS1i3G4TMVx+mgM3aL9djMBkQtiYNBFUd6wrPI7ZUNHv/TrlKSjTMc+6JFvUvJ7owY3z85e3I4jLRLJowMFvO8kvCJ60+1pY9wDwZvtZ//WS93LrwGjk9Dvwzpmu0w+P4J75tETT5qC3Uv0y5G2yO8SEoO3yNP/tg/BOli02niHb53vEOUWUb9bly6thnfMoXoiV/osoGxgF20R58RlvkAmezyyl1Sv542TfS2DpiwVnmjjjkCyXeSUcKookYLQ==",
        )],
        r#"{"data":{"resource":{"id":49983981,"profile_id":16055450,"account_id":14124090,"type":"transfer"},"current_state":"incoming_payment_waiting","previous_state":null,"occurred_at":"2021-08-23T10:12:50Z"},"subscription_id":"90aa8e14-4ef1-4a56-861c-f3c9cde097ea","event_type":"transfers#state-change","schema_version":"2.0.0","sent_at":"2021-08-23T10:12:50Z"}"#,
    )
    .assert_accepted(providers::WISE);
}
