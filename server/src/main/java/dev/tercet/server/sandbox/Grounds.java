package dev.tercet.server.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is the same for every cage of a daemon.
 *
 * @param environment of the user's login shell: its {@code HOME} is hidden, what its {@code PATH}
 *     names is shown
 * @param hidden folders that no child ever sees: the daemon's own, and that of its socket
 * @param caches below the home, shown and writable where they exist
 * @param readable below the home or absolute, shown and only readable where they exist
 */
public record Grounds(
    Map<String, String> environment,
    List<Path> hidden,
    List<String> caches,
    List<String> readable) {

  /** Downloads of build tools: what a build would fetch again without them. */
  public static final List<String> CACHES =
      List.of(
          ".m2/repository",
          ".m2/wrapper",
          ".gradle/caches",
          ".gradle/wrapper",
          ".gradle/native",
          ".ivy2/cache",
          ".npm",
          ".cache/yarn",
          ".yarn/berry/cache",
          ".cache/pnpm",
          ".local/share/pnpm/store",
          ".bun/install/cache",
          ".cache/pip",
          ".cache/uv",
          ".cache/pypoetry",
          ".cargo/registry",
          ".cargo/git",
          ".cache/go-build",
          "go/pkg",
          ".nuget/packages",
          ".cache/ms-playwright");

  /** Where version managers and installers put programs below a home. */
  static final List<String> TOOLS =
      List.of(
          ".nvm",
          ".fnm",
          ".volta",
          ".nodenv",
          ".sdkman",
          ".jdks",
          ".jenv",
          ".pyenv",
          ".rbenv",
          ".asdf",
          ".rustup",
          ".cargo/bin",
          ".dotnet",
          ".deno/bin",
          ".bun/bin",
          ".npm-global",
          ".local/bin",
          ".local/lib",
          ".local/share/uv",
          ".local/share/fnm",
          ".local/share/mise",
          ".local/share/claude",
          ".opencode/bin",
          "go/bin");

  public Grounds {
    environment = Map.copyOf(environment);
    hidden = List.copyOf(hidden);
    caches = List.copyOf(caches);
    readable = List.copyOf(readable);
  }
}
