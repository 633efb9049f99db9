package dev.tercet.server.git;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What to commit of a checkout, and under which words.
 *
 * @param only files and folders to commit; empty for everything that changed
 * @param except files and folders that are never committed, whatever {@code .gitignore} says
 * @param screening what must not get into a commit
 */
public record CommitRequest(
    String message,
    List<Trailer> trailers,
    List<String> only,
    List<String> except,
    Screening screening) {

  public CommitRequest {
    trailers = List.copyOf(trailers);
    only = List.copyOf(only);
    except = List.copyOf(except);
    if (message.isBlank()) {
      throw new IllegalArgumentException("a commit has a message");
    }
  }

  /** The message with its trailers as the last paragraph. */
  static String text(String message, List<Trailer> trailers) {
    String body = message.replace("\0", "").strip();
    return trailers.isEmpty()
        ? body + "\n"
        : trailers.stream()
            .map(Trailer::line)
            .collect(Collectors.joining("\n", body + "\n\n", "\n"));
  }

  /**
   * What must not get into a commit.
   *
   * @param secrets values that must appear in no file; ones shorter than 8 characters are passed
   *     over
   * @param maxFileBytes largest file; one over 256 MiB cannot be searched and is never let through
   *     where anything is screened
   */
  public record Screening(List<String> secrets, long maxFileBytes) {

    /** Lets everything through. */
    public static final Screening NONE = new Screening(List.of(), Long.MAX_VALUE);

    public Screening {
      secrets = secrets.stream().filter(secret -> secret.length() >= 8).toList();
    }

    /** Never the secrets themselves: this is logged. */
    @Override
    public String toString() {
      return "Screening[" + secrets.size() + " secrets, " + maxFileBytes + " bytes]";
    }
  }
}
