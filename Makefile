# Thin on purpose: what each target does is in scripts/.
.PHONY: run test test-wine dist report bench contact-sheet type-facts fuzz hostile fmt screenshot clean help

run: ## build the explorer and serve it on http://localhost:8080 (PORT=… chooses another port)
	@scripts/run.sh

test: ## check and test everything
	@scripts/test.sh

test-wine: ## paste every command for cmd.exe into Wine's
	@scripts/test-wine.sh

dist: ## write dist/, the folder to deploy
	@scripts/dist.sh

report: ## print the figures: agreement with cfn-lint, quality of the drawings, time
	@scripts/report.sh

bench: ## time the layout against elkjs and Graphviz, natively and in Chromium
	@scripts/bench.sh

contact-sheet: ## draw all templates at hand onto target/contact-sheet/*.html, a page for each lens
	@scripts/contact-sheet.sh

type-facts: ## write data/type-facts.txt anew from cfn-lint's schemas
	@scripts/type-facts.sh

fuzz: ## look for texts that break the pipeline, for SECONDS_TO_FUZZ (300)
	@scripts/fuzz.sh

hostile: ## print what heavy templates take: time and memory, natively and in the page
	@scripts/hostile.sh

fmt: ## format the sources
	@cargo fmt --all

screenshot: ## take the README's picture, docs/screenshot.png
	@scripts/screenshot.sh

clean: ## remove what was built in this folder (the tools in the user's cache stay)
	@rm -rf dist target node_modules

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile
