# The glue around SwiftPM: what to install, how to run, test and measure. `make help` lists the rooms.
.DEFAULT_GOAL := help
.PHONY: help packages test-packages build run test bench fuzz image lint format docs clean

STATE ?= $(HOME)/.local/state/martlet
LISTEN ?= 127.0.0.1:6443
CONSOLE ?= 127.0.0.1:8080
DEBIAN := $(CURDIR)/.cache/debian
TRIXIE := $(DEBIAN)/trixie
PYTHON := $(CURDIR)/.cache/python/bin/python3
CONTENT := $(TRIXIE)/usr/share/xml/scap/ssg/content
SECONDS_EACH ?= 60
RELEASE := -c release --static-swift-stdlib

help: ## lists the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

packages: ## installs the Debian packages that building and running need
	@Scripts/install-packages build

test-packages: ## installs the Debian packages that tests need as well
	@Scripts/install-packages build test
	@Scripts/install-python-clients $(CURDIR)/.cache/python
	@Scripts/fetch-jq-tests $(CURDIR)/.cache/jq

build: packages ## builds the release binary
	swift build $(RELEASE) --product martlet

run: build ## builds, then starts Martlet on this host
	$$(swift build $(RELEASE) --show-bin-path)/martlet up --state-dir $(STATE) --listen $(LISTEN) \
	    --console $(CONSOLE) --content-dir $(CONTENT)

test: test-packages ## runs every test
	MARTLET_SCAP_CONTENT=$(CONTENT)/ssg-debian12-ds.xml MARTLET_KUBECTL=$(TRIXIE)/usr/bin/kubectl \
	    MARTLET_KUBECTL_OLD=$(DEBIAN)/bookworm/usr/bin/kubectl MARTLET_KUBECTL_NEW=$(DEBIAN)/forky/usr/bin/kubectl \
	    MARTLET_PYTHON=$(PYTHON) MARTLET_CEL_PEER=$(PYTHON) \
	    MARTLET_JQ_TESTS=$(CURDIR)/.cache/jq/source/tests Scripts/run-tests

bench: test-packages build ## measures Martlet beside its peers and writes docs/benchmarks.md
	MARTLET=$$(swift build $(RELEASE) --show-bin-path)/martlet Benchmarks/run \
	    $(CONTENT)/ssg-debian12-ds.xml docs/benchmarks.md

fuzz: test-packages ## runs every parser of foreign bytes under libFuzzer, SECONDS_EACH (60) seconds each
	Fuzz/run $(CONTENT)/ssg-debian12-ds.xml $(SECONDS_EACH)

image: test-packages build ## builds the OCI image below .build/image, without a daemon
	Scripts/build-image "$$(swift build $(RELEASE) --show-bin-path)/martlet" $(CONTENT) .build/image

lint: ## checks the code's form
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Fuzz/Package.swift Fuzz/Fuzzers

format: ## puts the code into form
	swift format --in-place --parallel --recursive Package.swift Sources Tests Fuzz/Package.swift Fuzz/Fuzzers

docs: ## builds the libraries' documentation below docs/api
	Scripts/build-docs

clean: ## removes what was built
	rm -rf .build Fuzz/.build docs/api
