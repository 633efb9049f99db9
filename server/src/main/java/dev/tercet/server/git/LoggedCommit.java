package dev.tercet.server.git;

import static java.util.stream.Collectors.joining;

import dev.tercet.server.workflow.CommitId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A commit as history lists it.
 *
 * @param message whole, with subject and trailers
 */
public record LoggedCommit(
    CommitId id, List<CommitId> parents, Identity author, Instant at, String message) {

  static final String FORMAT = "%H%n%P%n%an%n%ae%n%at%n%B";

  public LoggedCommit {
    parents = List.copyOf(parents);
  }

  /** The first line of the message. */
  public String subject() {
    return message.lines().findFirst().orElse("");
  }

  /** The lines of the last paragraph, if all of them are trailers. */
  public List<Trailer> trailers() {
    String[] paragraphs = message.strip().split("\n[ \t]*\n", -1);
    List<Trailer> trailers = new ArrayList<>();
    for (String line : paragraphs[paragraphs.length - 1].split("\n", -1)) {
      if (!line.matches("[A-Za-z0-9][A-Za-z0-9-]*: .*")) {
        return List.of();
      }
      int colon = line.indexOf(": ");
      trailers.add(new Trailer(line.substring(0, colon), line.substring(colon + 2)));
    }
    return paragraphs.length > 1 ? List.copyOf(trailers) : List.of();
  }

  /** The value of the last trailer of that name. */
  public Optional<String> trailer(String name) {
    return trailers().stream()
        .filter(trailer -> trailer.name().equals(name))
        .map(Trailer::value)
        .reduce((_, last) -> last);
  }

  /** The message with more trailers, in the same paragraph as those that it has. */
  String messageWith(List<Trailer> more) {
    if (trailers().isEmpty()) {
      return CommitRequest.text(message, more);
    }
    return more.stream().map(Trailer::line).collect(joining("\n", message.strip() + "\n", "\n"));
  }

  /**
   * The environment in which git writes a commit by the same author at the same time.
   *
   * @param role AUTHOR or COMMITTER
   */
  Map<String, String> signedAs(String role) {
    return Map.of(
        "GIT_" + role + "_NAME", author.name(),
        "GIT_" + role + "_EMAIL", author.email(),
        "GIT_" + role + "_DATE", at.getEpochSecond() + " +0000");
  }

  static LoggedCommit parse(String record) {
    String[] lines = record.split("\n", 6);
    List<CommitId> parents = new ArrayList<>();
    for (String parent : lines[1].split(" ", -1)) {
      if (!parent.isEmpty()) {
        parents.add(new CommitId(parent));
      }
    }
    return new LoggedCommit(
        new CommitId(lines[0]),
        parents,
        new Identity(lines[2], lines[3]),
        Instant.ofEpochSecond(Long.parseLong(lines[4])),
        lines[5]);
  }
}
