package dev.tercet.server.git;

import dev.tercet.server.workflow.BlobId;
import dev.tercet.server.workflow.CommitId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What commits hold: files and folders, read from git's objects and never from a checkout. */
public final class Objects {

  private static final String LINK = "160000";

  private final Git git;
  private final GitDirs dirs;

  Objects(Git git, GitDirs dirs) {
    this.git = git;
    this.dirs = dirs;
  }

  /** The object that holds a file at a commit; empty when there is no such file. */
  public Optional<BlobId> blob(CommitId commit, String path) {
    return entry(commit, path)
        .filter(entry -> entry.kind() == TreeEntry.Kind.FILE)
        .map(entry -> new BlobId(entry.object()));
  }

  /**
   * The bytes of a file at a commit; empty when there is no such file.
   *
   * @throws GitException when it is larger than the limit
   */
  public Optional<byte[]> read(CommitId commit, String path, int limit) {
    return blob(commit, path).map(blob -> read(blob, limit));
  }

  /** A file at a commit as UTF-8 text; empty when there is no such file. */
  public Optional<String> readText(CommitId commit, String path, int limit) {
    return read(commit, path, limit).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * The bytes of one object.
   *
   * @throws GitException when it is larger than the limit, or missing
   */
  public byte[] read(BlobId blob, int limit) {
    GitOutput output =
        git.run(GitCall.in(dirs, "cat-file", "blob", blob.value()).outputLimit(limit));
    if (!output.out().isWhole()) {
      throw new GitException(
          "reading blob " + blob + ": it has more than the " + limit + " bytes allowed", null);
    }
    return output.out().bytes();
  }

  /** How many bytes an object has. */
  public long size(BlobId blob) {
    return Long.parseLong(git.run(GitCall.in(dirs, "cat-file", "-s", blob.value())).line());
  }

  /** What a folder has at a commit, not its subfolders' content; empty path for the top. */
  public List<TreeEntry> list(CommitId commit, String folder) {
    if (folder.isEmpty()) {
      return tree(commit.value(), List.of());
    }
    return entry(commit, folder)
        .filter(entry -> entry.kind() == TreeEntry.Kind.FOLDER)
        .map(entry -> tree(entry.object(), List.of()).stream().map(e -> e.under(folder)).toList())
        .orElse(List.of());
  }

  /** The paths that are repositories of their own (submodules) at a commit. */
  public List<String> links(CommitId commit) {
    return tree(commit.value(), List.of("-r")).stream()
        .filter(entry -> entry.mode().equals(LINK))
        .map(TreeEntry::path)
        .toList();
  }

  /** The object that these bytes would be, without storing them. */
  public BlobId hashBlob(byte[] bytes) {
    return new BlobId(
        git.run(GitCall.in(dirs, "hash-object", "-t", "blob", "--stdin").input(bytes)).line());
  }

  /** Stores these bytes as an object that no commit has yet, and says which. */
  public BlobId storeBlob(byte[] bytes) {
    return new BlobId(
        git.run(GitCall.in(dirs, "hash-object", "-w", "-t", "blob", "--stdin").input(bytes))
            .line());
  }

  /** What is at a path of a commit; empty when nothing is. */
  public Optional<TreeEntry> entry(CommitId commit, String path) {
    List<String> arguments =
        new ArrayList<>(List.of("ls-tree", "--full-tree", "-z", commit.value(), "--", path));
    return git.run(GitCall.in(dirs, arguments)).fields().stream()
        .map(TreeEntry::parse)
        .filter(entry -> entry.path().equals(path))
        .findFirst();
  }

  /** The same of many paths; those at which nothing is are not in it. */
  public Map<String, TreeEntry> entries(CommitId commit, List<String> paths) {
    if (paths.isEmpty()) {
      return Map.of();
    }
    List<String> arguments =
        new ArrayList<>(List.of("ls-tree", "--full-tree", "-z", commit.value(), "--"));
    arguments.addAll(paths);
    return git.run(GitCall.in(dirs, arguments)).fields().stream()
        .map(TreeEntry::parse)
        .collect(Collectors.toMap(TreeEntry::path, Function.identity(), (one, _) -> one));
  }

  /** How many bytes each object has. */
  public Map<BlobId, Long> sizes(List<BlobId> blobs) {
    Map<BlobId, Long> sizes = new HashMap<>();
    if (!blobs.isEmpty()) {
      GitCall call = GitCall.in(dirs, "cat-file", "--batch-check=%(objectname) %(objectsize)");
      for (String line : git.run(call.input(named(blobs))).lines()) {
        String[] words = line.split(" ", -1);
        sizes.put(new BlobId(words[0]), Long.parseLong(words[1]));
      }
    }
    return sizes;
  }

  /** The bytes of each object, whose sizes are known. */
  public Map<BlobId, byte[]> readAll(List<BlobId> blobs, Map<BlobId, Long> sizes) {
    Map<BlobId, byte[]> read = new HashMap<>();
    if (blobs.isEmpty()) {
      return read;
    }
    long bytes = blobs.stream().mapToLong(blob -> sizes.getOrDefault(blob, 0L) + 100).sum();
    byte[] all =
        git.run(
                GitCall.in(dirs, "cat-file", "--batch=%(objectsize)")
                    .input(named(blobs))
                    .outputLimit(Math.toIntExact(bytes)))
            .out()
            .bytes();
    int at = 0;
    for (BlobId blob : blobs) {
      int start = lineEnd(all, at) + 1;
      int size = Integer.parseInt(new String(all, at, start - 1 - at, StandardCharsets.US_ASCII));
      read.put(blob, Arrays.copyOfRange(all, start, start + size));
      at = start + size + 1;
    }
    return read;
  }

  private static int lineEnd(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private static String named(List<BlobId> blobs) {
    return blobs.stream().map(blob -> blob.value() + "\n").collect(Collectors.joining());
  }

  private List<TreeEntry> tree(String tree, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of("ls-tree", "--full-tree", "-z"));
    arguments.addAll(options);
    arguments.add(tree);
    GitOutput output = git.run(GitCall.in(dirs, arguments));
    if (!output.out().isWhole()) {
      throw new GitException("listing " + tree + ": the list is too long to be read", null);
    }
    return output.fields().stream().map(TreeEntry::parse).toList();
  }
}
