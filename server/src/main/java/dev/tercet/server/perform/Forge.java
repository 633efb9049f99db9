package dev.tercet.server.perform;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A program that opens pull requests where a repository is hosted. */
enum Forge {
  GH,
  GLAB;

  /** What is asked for: one branch into another. */
  record Request(String branch, String target, String title, String text) {}

  /** The first that is installed; the one of the remote's host before the other. */
  static Optional<Forge> of(String remoteUrl, Predicate<String> isInstalled) {
    boolean gitLab = remoteUrl.toLowerCase(Locale.ROOT).contains("gitlab");
    List<Forge> order = gitLab ? List.of(GLAB, GH) : List.of(GH, GLAB);
    return order.stream().filter(forge -> isInstalled.test(forge.program())).findFirst();
  }

  String program() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of the variables that it may see. */
  List<String> variables() {
    return switch (this) {
      case GH -> List.of("GH_TOKEN", "GITHUB_TOKEN", "GH_HOST");
      case GLAB -> List.of("GITLAB_TOKEN", "GITLAB_ACCESS_TOKEN", "GITLAB_HOST");
    };
  }

  /** The arguments that open a request and print its address. */
  List<String> create(Request request) {
    return switch (this) {
      case GH ->
          List.of(
              "pr",
              "create",
              "--head",
              request.branch(),
              "--base",
              request.target(),
              "--title",
              request.title(),
              "--body",
              request.text());
      case GLAB ->
          List.of(
              "mr",
              "create",
              "--source-branch",
              request.branch(),
              "--target-branch",
              request.target(),
              "--title",
              request.title(),
              "--description",
              request.text(),
              "--yes");
    };
  }

  /** The arguments that print the address of the request that is open already. */
  List<String> find(Request request) {
    return switch (this) {
      case GH -> List.of("pr", "view", request.branch(), "--json", "url", "--jq", ".url");
      case GLAB -> List.of("mr", "view", request.branch());
    };
  }
}
