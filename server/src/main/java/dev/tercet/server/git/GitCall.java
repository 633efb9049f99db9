package dev.tercet.server.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One git command with its limits, before it is run. Starts out as a short read of a checkout. */
final class GitCall {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CHECKOUT_TIMEOUT = Duration.ofMinutes(10);
  private static final int OUTPUT_LIMIT = 64 * 1024 * 1024;

  private final GitDirs dirs;
  private final List<String> arguments;
  private final Map<String, String> environment = new HashMap<>();
  private byte[] input = new byte[0];
  private Duration timeout = TIMEOUT;
  private int outputLimit = OUTPUT_LIMIT;
  private Set<Integer> expected = Set.of(0);
  private boolean usesDrivers;
  private boolean usesNetwork;
  private boolean writesCheckout;

  private GitCall(GitDirs dirs, List<String> arguments) {
    this.dirs = dirs;
    this.arguments = List.copyOf(arguments);
    environment.put("GIT_DIR", dirs.gitDir().toString());
    environment.put("GIT_COMMON_DIR", dirs.commonDir().toString());
    environment.put("GIT_WORK_TREE", dirs.workTree().toString());
    environment.put("GIT_OPTIONAL_LOCKS", "0");
  }

  static GitCall in(GitDirs dirs, String... arguments) {
    return new GitCall(dirs, List.of(arguments));
  }

  static GitCall in(GitDirs dirs, List<String> arguments) {
    return new GitCall(dirs, arguments);
  }

  /** Given to standard input. */
  GitCall input(byte[] bytes) {
    this.input = bytes.clone();
    return this;
  }

  GitCall input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Each followed by NUL: what {@code -z --stdin} reads. */
  GitCall paths(Iterable<String> paths) {
    StringBuilder joined = new StringBuilder();
    paths.forEach(path -> joined.append(path).append('\0'));
    return input(joined.toString());
  }

  GitCall with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  GitCall index(Path file) {
    return with("GIT_INDEX_FILE", file.toString());
  }

  GitCall timeout(Duration limit) {
    this.timeout = limit;
    return this;
  }

  GitCall outputLimit(int bytes) {
    this.outputLimit = bytes;
    return this;
  }

  /** Exit codes that are an answer, not a failure. */
  GitCall expecting(Integer... exitCodes) {
    this.expected = Set.of(exitCodes);
    return this;
  }

  /** Says that it reads or writes files, where attributes may select filters and merge drivers. */
  GitCall overFiles() {
    this.usesDrivers = true;
    return this;
  }

  /** Says that it talks to a remote, which all others are kept from. */
  GitCall overNetwork() {
    this.usesNetwork = true;
    return this;
  }

  /** Says that it writes all files of a checkout, which has longer to end. */
  GitCall overCheckout() {
    this.usesDrivers = true;
    this.writesCheckout = true;
    return timeout(CHECKOUT_TIMEOUT);
  }

  GitDirs dirs() {
    return dirs;
  }

  List<String> arguments() {
    return arguments;
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  byte[] input() {
    return input.clone();
  }

  Duration timeout() {
    return timeout;
  }

  int outputLimit() {
    return outputLimit;
  }

  boolean expects(int exitCode) {
    return expected.contains(exitCode);
  }

  boolean usesDrivers() {
    return usesDrivers;
  }

  boolean usesNetwork() {
    return usesNetwork;
  }

  /** Whether it waits for no network, and for no disk that takes its time to write a checkout. */
  boolean isShort() {
    return !usesNetwork && !writesCheckout;
  }
}
