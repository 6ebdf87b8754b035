//! The table, held against every host, and the page, held against the table.

use hosts_suite::{cases::CASES, host::Host};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_host_makes_of_every_case_what_the_table_says() {
    let mut wrong = Vec::new();
    for host in Host::all().await {
        for case in CASES {
            let Some(expected) = case.expected_of(host.name) else {
                continue;
            };
            let seen = (case.run)(&host).await;
            if seen != expected {
                wrong.push(format!(
                    "{}: {}: {seen}, not {expected}",
                    host.name, case.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_page_has_the_table() {
    let page = include_str!("../../README.md");
    let rows: Vec<_> = CASES.iter().map(|case| case.row()).collect();
    let table = rows.join("\n");
    assert!(page.contains(&table), "its rows are to be:\n{table}");
}

#[test]
fn exceptions_are_of_hosts_that_there_are() {
    let hosts = ["lambda", "salvo, hoop", "salvo, service", "actix", "rocket"];
    for case in CASES {
        for except in case.except {
            assert!(
                hosts.contains(&except.host),
                "{}: {}",
                case.name,
                except.host
            );
        }
    }
}

/// What the extractors are for: to show how little a host needs besides the core.
#[test]
fn extractors_stay_under_sixty_lines() {
    let extractors = [
        include_str!("../../actix/src/extract.rs"),
        include_str!("../../rocket/src/extract.rs"),
    ];
    for text in extractors {
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
        let lines = text.lines().filter(is_code).count();
        assert!(lines < 60, "{lines} lines");
    }
}
