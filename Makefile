# Ticketlotse: `make demo` to see it, `make check` while working, `make test` and `make lint` before a commit.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo check test soak lint bench bench-matrix fmt fuzz

TEST_CACHE := $(or $(TICKETLOTSE_TEST_CACHE),$(HOME)/.cache/ticketlotse-tests)

help: ## List the targets
	@sed -n 's/^\([a-z-]*\): ## \(.*\)/  make \1\t\2/p' Makefile

demo: ## Build the default and serve a demo company on this machine
	cargo run --locked -- demo

check: ## The inner loop: format, lints, unit tests, house rules, conversations (default features)
	cargo fmt --check
	cargo clippy --locked --quiet --all-targets
	cargo test --locked --quiet --lib
	cargo test --locked --quiet --test suite -- house:: transcripts::

test: ## Install what the tests need and is missing, then run everything
	tests/setup
	cargo test --locked --features full,failpoints
	@if [ "$$(id -u)" = 0 ]; then \
	  cargo test --locked --features full,failpoints --test suite -- --ignored --exact starved::disk::a_full_disk_refuses_in_words_and_loses_nothing; \
	else echo "The full disk was not tried: only root may mount a small one."; fi

SOAK_REPORT := $(or $(TICKETLOTSE_SOAK_REPORT),$(HOME)/.cache/ticketlotse-soak.txt)

soak: ## Kill the program 2000 times while 10000 tickets are filed, and count (TICKETLOTSE_SOAK_KILLS, _CREATIONS, _REPORT)
	mkdir -p "$(dir $(SOAK_REPORT))"
	TICKETLOTSE_SOAK_REPORT="$(SOAK_REPORT)" cargo test --locked --profile soak --features full,failpoints --test suite -- --ignored --exact killed::soak --nocapture
	@echo "The report is in $(SOAK_REPORT)."

lint: ## Format, clippy on every feature set, licences, bans, sources, advisories
	tests/setup lint
	cargo fmt --check
	cargo clippy --locked --features full,failpoints --all-targets -- -D warnings
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --no-default-features -- -D warnings
	.ci/deny

fuzz: ## Fuzz every parser of foreign input, SECS=60 each (nightly compiler)
	tests/setup fuzz
	tests/fuzz/run $(or $(SECS),60)

bench: ## Measure what it does per second, on a quiet machine, and write docs/benchmarks.md
	mkdir -p docs
	ulimit -n 8192 && cargo bench --locked --features postgres --bench figures

bench-matrix: ## Measure round trips in Matrix rooms on a private Synapse, on a quiet machine
	tests/setup matrix
	cargo test --locked --release --features full --test suite -- --ignored --exact matrix::round_trips::measured --nocapture

fmt: ## Format the code
	cargo fmt
