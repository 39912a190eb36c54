# make site    set up, build the tool, build this folder's site into public/
# make test    set up, then everything that is checked before a change goes in
# make gallery build the five example sites under gallery/, with a page in front
# make help    all targets

GO   ?= go
# Debian packages the tests use: a browser, and fonts with Chinese.
DEBS ?= chromium fonts-noto-cjk

.PHONY: site gallery test bench clean help lanewall debs npm

site: lanewall ## build the site into public/ (default)
	bin/lanewall build

gallery: ## build the five example sites under gallery/, with a page in front
	$(GO) run -buildvcs=false ./examples/gallery -o gallery

test: debs npm ## gofmt, go vet, all tests, and whether it builds for Windows
	@files=$$(gofmt -l $$(find . -name '*.go' ! -path './node_modules/*')) && \
	if [ -n "$$files" ]; then echo "not formatted, run gofmt -w:" >&2; echo "$$files" >&2; exit 1; fi
	$(GO) vet ./...
	$(GO) test ./...
	GOOS=windows $(GO) build ./...

bench: ## run the benchmarks; those of bench/ print how lanewall compares with its peers
	$(GO) test -run '^$$' -bench . -benchmem ./...

clean: ## remove bin/, gallery/ and everything in public/ that is not tracked
	rm -rf bin gallery
	find public -mindepth 1 ! -path public/README.md -delete

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

lanewall: # go build does nothing where nothing changed
	@$(GO) build -buildvcs=false -trimpath -o bin/lanewall ./cmd/lanewall

# Installed by root where they are missing. Without root a missing one is a failure in CI; elsewhere the tests that
# need it say that they are skipped.
debs:
	@missing=; for p in $(DEBS); do \
	  [ "$$(dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null)" = installed ] || missing="$$missing $$p"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends $$missing; \
	elif [ "$$CI" = true ]; then echo "missing:$$missing" >&2; exit 1; \
	else echo "missing, tests that need them are skipped:$$missing" >&2; fi

# What tests compare with, from package-lock.json. The site needs none of it.
npm: node_modules/.package-lock.json
node_modules/.package-lock.json: package.json package-lock.json
	@if command -v npm >/dev/null && npm ci --ignore-scripts --no-audit --no-fund; then touch $@; \
	elif [ "$$CI" = true ]; then echo "npm ci failed" >&2; exit 1; \
	else echo "no npm packages, tests that need them are skipped" >&2; fi
