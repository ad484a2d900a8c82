# `make serve` and `make test` do all their own set-up; nothing else has to be installed by hand.

PYTHON ?= python3
BIN := .venv/bin
PIP_FLAGS := --quiet --disable-pip-version-check

# Material announces its own end with each build; CONTRIBUTING says what follows from it.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: serve test test-rebuild rebuild-environments clean

serve: .venv/.ready
	$(BIN)/mkdocs serve --livereload

# The tests build the site strictly, and keep what they find of the graphs for `verify --all`.
test: .venv/.ready-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python tests/site/chromium.py
	$(BIN)/python tests/site/vnu.py
	$(BIN)/pytest --numprocesses 2 --dist loadfile
	$(BIN)/catalog validate
	$(BIN)/catalog lint
	$(BIN)/generate check-translations
	mkdir -p build && ZOOPROOF_CACHE=build/cache $(BIN)/verify --all > build/verify.txt || { cat build/verify.txt; exit 1; }
	tail -n 1 build/verify.txt

test-rebuild: rebuild-environments
	.venv-paddle/bin/python -m pytest $(REBUILD_TESTS)
	.venv-timm/bin/python -m pytest $(REBUILD_TESTS)
	.venv-paddle/bin/verify --rebuild --model ResNeXt50_32x4d
	.venv-timm/bin/verify --rebuild --model MobileNetV2_timm --model MobileNetV2_torchvision
	$(BIN)/mkdocs build --strict --quiet --site-dir build/by-mkdocs
	.venv-properdocs/bin/properdocs build --strict --quiet --config-file mkdocs.yml --site-dir build/by-properdocs
	diff --recursive --brief --exclude .zooproof-files.json --ignore-matching-lines 'name="generator"' \
		build/by-mkdocs build/by-properdocs

rebuild-environments: .venv-paddle/.ready .venv-timm/.ready .venv-properdocs/.ready

# These environments lack what the other tests need.
REBUILD_TESTS := -o addopts=--import-mode=importlib --confcutdir=tests/rebuild tests/rebuild

.venv/.ready: pyproject.toml
	$(PYTHON) -m venv $(@D)
	$(BIN)/pip install $(PIP_FLAGS) --editable .
	touch $@

.venv/.ready-test: .venv/.ready
	$(BIN)/pip install $(PIP_FLAGS) --editable '.[test]'
	touch $@

# paddleclas and paddle2onnx declare dependencies that do not resolve on today's Pythons and that no network needs.
.venv-paddle/.ready: pyproject.toml
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/pip install $(PIP_FLAGS) paddlepaddle==3.3.1 numpy==1.26.4 onnx==1.17.0 onnxruntime scikit-learn \
		opencv-python-headless==4.11.0.86 pillow requests tqdm six click rich pydantic pyyaml pytest
	$(@D)/bin/pip install $(PIP_FLAGS) --no-deps paddleclas==2.6.0 paddledet==2.6.0 paddle2onnx==2.1.0
	$(@D)/bin/pip install $(PIP_FLAGS) --no-deps --editable .
	touch $@

# torchvision without its dependencies: its networks work beside a CPU build of torch as well.
.venv-timm/.ready: pyproject.toml
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/pip install $(PIP_FLAGS) torch==2.13.0 numpy onnx onnxscript onnxruntime pillow huggingface_hub safetensors \
		click rich pydantic pyyaml pytest
	$(@D)/bin/pip install $(PIP_FLAGS) --no-deps torchvision==0.28.0 timm==1.0.31
	$(@D)/bin/pip install $(PIP_FLAGS) --no-deps --editable .
	touch $@

# A fork of MkDocs 1.x under which the site must build unchanged, with the extras that add files to it.
.venv-properdocs/.ready: pyproject.toml .venv/.ready
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/pip install $(PIP_FLAGS) properdocs==1.6.7 --editable '.[parquet,pictures]'
	touch $@

clean:
	rm -rf build .venv .venv-paddle .venv-timm .venv-properdocs
