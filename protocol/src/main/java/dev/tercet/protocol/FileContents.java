package dev.tercet.protocol;

import java.util.List;

/**
 * Files as a commit has them, in the order in which they were asked for: as many as fit into 4 MiB,
 * but always one. Ask again for the rest.
 *
 * @param commit that was looked at
 */
public record FileContents(String commit, List<FileContent> contents) {
  public FileContents {
    contents = List.copyOf(contents);
  }
}
