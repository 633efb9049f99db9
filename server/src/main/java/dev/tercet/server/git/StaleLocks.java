package dev.tercet.server.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The lock that a crashed git leaves on a checkout's index. */
final class StaleLocks {

  private final Path lock;

  StaleLocks(GitDirs dirs) {
    this.lock = dirs.gitDir().resolve("index.lock");
  }

  /** The lock that is there, if one is. */
  Optional<HeldLock> held() {
    try {
      Instant since = Files.getLastModifiedTime(lock).toInstant();
      Duration age = Duration.between(since, Instant.now());
      return Optional.of(new HeldLock(lock, age.isNegative() ? Duration.ZERO : age));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new GitException("cannot look at " + lock + ": " + e, e);
    }
  }

  /** Removes the lock, in a checkout of ours in which no git of ours runs. */
  void remove() {
    try {
      Files.deleteIfExists(lock);
    } catch (IOException e) {
      throw new GitException("cannot remove the lock " + lock + ": " + e, e);
    }
  }
}
