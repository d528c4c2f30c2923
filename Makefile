# exchange-ha. `make demo` shows it at work, `make test` tests all of it; both set up what they need (Debian 12, .NET SDK, root).
SHELL := /bin/bash
.DEFAULT_GOAL := help

.PHONY: help build test test-unit test-e2e demo demo-down crds golden format publish images clean

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

demo: ## A cluster, the recipe's resource, a failover, in a transcript; KEEP=1 leaves it up
	KEEP=$(KEEP) tests/cluster/demo.sh

demo-down: ## Ends what `make demo KEEP=1` left
	tests/cluster/cluster.sh down

crds: ## Writes crds/ from the C# types
	dotnet run --project src/Operator -v q -- crds -o crds

golden: ## Rewrites the golden files of the tests
	UPDATE_GOLDEN=1 dotnet test tests/Balancing.Tests -nologo -v q

format: ## Formats the code as .editorconfig says
	dotnet format Operator.sln

publish: ## The program, trimmed and self-contained, in artifacts/
	dotnet publish src/Operator -c Release -nologo -v q -o artifacts/exchange-ha

images: ## Both images, as archives in the cache
	tests/cluster/setup.sh && tests/cluster/images.sh

clean: ## Removes what was built here
	rm -rf artifacts src/*/{bin,obj} tests/*/{bin,obj}
