package dev.tercet.server.git;

import java.nio.file.Path;
import java.util.Optional;

/** What was found from a directory upwards. */
public sealed interface RepositorySearch {

  /**
   * A repository tasks can work in.
   *
   * @param enclosing another repository around this one; the innermost is the one that counts
   */
  record Found(Repository repository, RepositoryTraits traits, Optional<Path> enclosing)
      implements RepositorySearch {}

  /** Nothing tasks can work in; the message says what to do about it. */
  record Unusable(Reason reason, String message) implements RepositorySearch {}

  /** Why there is nothing to work in. */
  enum Reason {
    NOT_A_REPOSITORY,
    BARE,
    NO_COMMIT,
    NO_RIGHTS
  }
}
