package dev.tercet.server.git;

import dev.tercet.server.git.CommitRequest.Screening;
import dev.tercet.server.git.CommitResult.Hit;
import dev.tercet.server.git.CommitResult.Reason;
import dev.tercet.server.workflow.BlobId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks for what must not get into a commit: secret values and files that are too large. */
final class ContentScreen {

  private final Git git;
  private final GitDirs dirs;

  ContentScreen(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  List<Hit> screen(List<Staged> files, Screening screening) {
    List<Hit> hits = new ArrayList<>();
    if (files.isEmpty()
        || (screening.secrets().isEmpty() && screening.maxFileBytes() == Long.MAX_VALUE)) {
      return hits;
    }
    Map<String, Long> sizes = sizes(files);
    for (Staged file : files) {
      if (sizes.getOrDefault(file.newObject(), 0L) > screening.maxFileBytes()) {
        hits.add(new Hit(file.path(), Reason.TOO_LARGE));
      } else if (holdsSecret(file, sizes, screening)) {
        hits.add(new Hit(file.path(), Reason.HOLDS_A_SECRET));
      }
    }
    return hits;
  }

  private boolean holdsSecret(Staged file, Map<String, Long> sizes, Screening screening) {
    if (screening.secrets().isEmpty()) {
      return false;
    }
    int size = Math.toIntExact(sizes.getOrDefault(file.newObject(), 0L));
    byte[] content = new Objects(git, dirs).read(new BlobId(file.newObject()), size + 1);
    // One character for each byte, so that any content can be searched.
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return screening.secrets().stream()
        .map(
            secret ->
                new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
        .anyMatch(text::contains);
  }

  private Map<String, Long> sizes(List<Staged> files) {
    StringBuilder objects = new StringBuilder();
    files.forEach(file -> objects.append(file.newObject()).append('\n'));
    Map<String, Long> sizes = new HashMap<>();
    for (String line :
        git.run(
                GitCall.in(dirs, "cat-file", "--batch-check=%(objectname) %(objectsize)")
                    .input(objects.toString()))
            .lines()) {
      String[] words = line.split(" ", -1);
      sizes.put(words[0], Long.parseLong(words[1]));
    }
    return sizes;
  }
}
