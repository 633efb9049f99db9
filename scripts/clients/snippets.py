"""Parses the configurations for editors that are not run here, and looks for what those editors ask for.

The forms are those that the editors' own documentation describes; what the guide shows has to be the files.
"""

import json
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).parent.parent.parent
CLIENTS = ROOT / "clients"
GUIDE = (ROOT / "docs/guides/editors.md").read_text()
# Servers that Helix's own languages.toml defines, which ours stands beside.
HELIX_DEFINES = {"marksman", "vscode-json-language-server"}
problems = []


def need(condition, words):
    if not condition:
        problems.append(words)


def is_words(value):
    return isinstance(value, list) and value and all(isinstance(word, str) for word in value)


def text(path):
    return (CLIENTS / path).read_text()


def helix():
    file = tomllib.loads(text("helix/languages.toml"))
    servers = file["language-server"]
    for name, server in servers.items():
        need(isinstance(server.get("command"), str), f"helix: server {name} has no command")
        need(is_words(server.get("args")), f"helix: server {name} has no args")
        need(set(server) <= {"command", "args", "config", "timeout", "environment", "required-root-patterns"},
             f"helix: server {name} has a key that Helix does not know: {sorted(server)}")
    need({"markdown", "json"} <= {language["name"] for language in file["language"]}, "helix: a language is missing")
    for language in file["language"]:
        used = language["language-servers"]
        need("tercet" in used, f"helix: {language['name']} does not use tercet")
        need(set(used) <= set(servers) | HELIX_DEFINES, f"helix: {language['name']} names an unknown server: {used}")


def kate():
    servers = json.loads(text("kate/settings.json"))["servers"]
    need({"markdown", "json"} <= set(servers), "kate: a language is missing")
    for name, server in servers.items():
        need(server.get("command") == ["tercet", "lsp"], f"kate: {name} has another command")
        need(is_words(server.get("rootIndicationFileNames")), f"kate: {name} has no rootIndicationFileNames")
        re.compile(server["highlightingModeRegex"])


def sublime():
    client = json.loads(text("sublime/LSP.sublime-settings"))["clients"]["tercet"]
    need(client.get("enabled") is True, "sublime: not enabled")
    need(client.get("command") == ["tercet", "lsp"], "sublime: another command")
    need("text.html.markdown" in client.get("selector", ""), "sublime: Markdown is not selected")


def jetbrains():
    template = json.loads(text("jetbrains/tercet/template.json"))
    need(set(template) == {"id", "name", "programArgs", "fileTypeMappings"}, f"jetbrains: members are {sorted(template)}")
    need("tercet lsp" in template["programArgs"]["default"], "jetbrains: another command")
    for mapping in template["fileTypeMappings"]:
        need(isinstance(mapping.get("languageId"), str), f"jetbrains: no languageId in {mapping}")
        need(isinstance(mapping["fileType"].get("name"), str), f"jetbrains: no name in {mapping}")
        need(is_words(mapping["fileType"].get("patterns")), f"jetbrains: no patterns in {mapping}")


def zed():
    extension = tomllib.loads(text("zed/extension.toml"))
    for key in ("id", "name", "version", "authors", "description", "repository"):
        need(extension.get(key), f"zed: extension.toml has no {key}")
    need(extension["schema_version"] == 1, "zed: another schema_version")
    server = extension["language_servers"]["tercet"]
    need(server["name"] and {"Markdown", "JSON"} <= set(server["languages"]), "zed: a language is missing")
    cargo = tomllib.loads(text("zed/Cargo.toml"))
    need(cargo["lib"]["crate-type"] == ["cdylib"], "zed: the crate is no cdylib")
    need("zed_extension_api" in cargo["dependencies"], "zed: the API is no dependency")
    code = text("zed/src/lib.rs")
    need("fn language_server_command" in code and "register_extension!" in code, "zed: the code registers nothing")


def guide():
    for path in ("helix/languages.toml", "kate/settings.json", "sublime/LSP.sublime-settings"):
        need(text(path).strip() in GUIDE, f"docs/guides/editors.md shows another clients/{path}")
    for path in ("jetbrains/tercet", "zed"):
        need(f"../../clients/{path}" in GUIDE, f"docs/guides/editors.md does not lead to clients/{path}")


for check in (helix, kate, sublime, jetbrains, zed, guide):
    try:
        check()
    except (KeyError, TypeError, ValueError, re.error) as broken:
        problems.append(f"{check.__name__}: {type(broken).__name__} {broken}")
print("\n".join(problems) or "every snippet has the form that its editor documents")
sys.exit(1 if problems else 0)
