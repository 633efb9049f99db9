package dev.tercet.server.git;

import dev.tercet.server.git.CommitRequest.Screening;
import dev.tercet.server.git.CommitResult.Hit;
import dev.tercet.server.git.CommitResult.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks for what must not get into a commit: secret values and files that are too large. */
final class ContentScreen {

  /** What is larger cannot be searched, and so not be let through either. */
  private static final long LARGEST_SEARCHED = 256L * 1024 * 1024;

  private static final long BATCH = 32L * 1024 * 1024;

  private final Git git;
  private final GitDirs dirs;

  ContentScreen(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  List<Hit> screen(List<Staged> files, Screening screening) {
    if (files.isEmpty()
        || (screening.secrets().isEmpty() && screening.maxFileBytes() == Long.MAX_VALUE)) {
      return List.of();
    }
    Map<String, Long> sizes = sizes(files);
    List<Hit> hits = new ArrayList<>();
    List<Staged> searched = new ArrayList<>();
    long bytes = 0;
    for (Staged file : files) {
      long size = sizes.getOrDefault(file.newObject(), 0L);
      if (size > Math.min(screening.maxFileBytes(), LARGEST_SEARCHED)) {
        hits.add(new Hit(file.path(), Reason.TOO_LARGE));
        continue;
      }
      if (bytes + size > BATCH) {
        hits.addAll(search(searched, bytes, screening));
        searched.clear();
        bytes = 0;
      }
      searched.add(file);
      bytes += size;
    }
    hits.addAll(search(searched, bytes, screening));
    return hits;
  }

  /** Looks through several files that together have so many bytes. */
  private List<Hit> search(List<Staged> files, long bytes, Screening screening) {
    if (files.isEmpty() || screening.secrets().isEmpty()) {
      return List.of();
    }
    // One character for each byte, so that any content can be searched.
    List<String> secrets =
        screening.secrets().stream()
            .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
            .map(secret -> new String(secret, StandardCharsets.ISO_8859_1))
            .toList();
    GitCall call =
        GitCall.in(dirs, "cat-file", "--batch=%(objectsize)")
            .input(objects(files))
            .outputLimit(Math.toIntExact(bytes + files.size() * 100L));
    String all = new String(git.run(call).out().bytes(), StandardCharsets.ISO_8859_1);
    List<Hit> hits = new ArrayList<>();
    int at = 0;
    for (Staged file : files) {
      int start = all.indexOf('\n', at) + 1;
      int end = start + Integer.parseInt(all.substring(at, start - 1));
      String content = all.substring(start, end);
      if (secrets.stream().anyMatch(content::contains)) {
        hits.add(new Hit(file.path(), Reason.HOLDS_A_SECRET));
      }
      at = end + 1;
    }
    return hits;
  }

  private Map<String, Long> sizes(List<Staged> files) {
    Map<String, Long> sizes = new HashMap<>();
    for (String line :
        git.run(
                GitCall.in(dirs, "cat-file", "--batch-check=%(objectname) %(objectsize)")
                    .input(objects(files)))
            .lines()) {
      String[] words = line.split(" ", -1);
      sizes.put(words[0], Long.parseLong(words[1]));
    }
    return sizes;
  }

  private static String objects(List<Staged> files) {
    return files.stream().map(file -> file.newObject() + "\n").collect(Collectors.joining());
  }
}
