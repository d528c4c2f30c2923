# exchange-ha. `make demo` shows it at work, `make test` tests all of it; both set up what they need (Debian 12, .NET SDK, root).
SHELL := /bin/bash
.DEFAULT_GOAL := help

.PHONY: help build test test-unit test-e2e changes fuzz bench demo demo-down bench-failover crds golden reference format publish sbom images clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Compiles everything; warnings are errors
	dotnet build Operator.sln -nologo -v q

test: ## Every test, with a real Kubernetes in two datacenters
	tests/run.sh

test-unit: ## The tests that need no cluster
	tests/run.sh unit

test-e2e: ## The tests on the cluster; with KUBECONFIG on one that cluster.sh left up, or on any other those that need an API server alone
	tests/run.sh e2e

changes: ## 200 changes of every kind in a row on the cluster, under load: what failed, what was reloaded; CHANGES= how many
	tests/cluster/setup.sh
	CHANGES=$(or $(CHANGES),200) dotnet test tests/EndToEnd.Tests -nologo -v q --filter FullyQualifiedName~ManyChanges --logger "console;verbosity=detailed"

fuzz: ## 100,000 hostile resources that no run had before, more than an hour; FUZZ= how many, SEED= the first one's number
	tests/cluster/setup.sh
	EXCHANGE_HA_NODE_ROOT=$$(tests/cluster/images.sh node-root) FUZZ=$(or $(FUZZ),100000) SEED=$(or $(SEED),random) \
	  dotnet test tests/Balancing.Tests -nologo -v q --filter FullyQualifiedName~Fuzzing --logger "console;verbosity=detailed"

bench: ## Measures, and writes docs/benchmarks.md; PARTS=decode,store,queue,plan,traffic,fleet,cluster says what
	PARTS=$(PARTS) tests/bench.sh

demo: ## A cluster, the recipe's resource, a failover, in a transcript; KEEP=1 leaves it up
	KEEP=$(KEEP) tests/cluster/demo.sh

bench-failover: ## What each fault costs the clients, beside the recipe; FAULTS= picks some, RUNS=3
	tests/cluster/bench-failover.sh

demo-down: ## Ends what `make demo KEEP=1` left
	tests/cluster/cluster.sh down

crds: ## Writes crds/ from the C# types
	dotnet run --project src/Operator -v q -- crds -o crds
	cp crds/exchange-ha.io_*.yaml charts/exchange-ha/files/crds

golden: ## Rewrites the golden files of the tests, and the chart's table of values
	UPDATE_GOLDEN=1 dotnet test tests/Balancing.Tests -nologo -v q
	UPDATE_GOLDEN=1 dotnet test tests/Chart.Tests -nologo -v q

reference: ## Writes docs/reference.md from the C# types
	UPDATE_GOLDEN=1 dotnet test tests/Balancing.Tests -nologo -v q --filter FullyQualifiedName~ReferenceTests

format: ## Formats the code as .editorconfig says
	dotnet format Operator.sln

publish: ## The program, trimmed and self-contained, in artifacts/
	dotnet publish src/Operator -c Release -nologo -v q -o artifacts/exchange-ha

sbom: ## What the published program is made of, as CycloneDX, in artifacts/
	src/Operator/sbom.sh artifacts/exchange-ha.cdx.json

images: ## Both images, as archives in the cache
	tests/cluster/setup.sh && tests/cluster/images.sh

clean: ## Removes what was built here
	rm -rf artifacts src/*/{bin,obj} tests/*/{bin,obj}
