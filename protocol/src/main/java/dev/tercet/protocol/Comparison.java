package dev.tercet.protocol;

import java.util.List;

/**
 * The files that differ between two commits, artifacts excluded; the content of each is read with
 * {@code tercet/change/content}.
 *
 * @param from the older commit
 * @param to the newer commit
 * @param files by path; at most 5,000
 * @param omitted how many more there are
 */
public record Comparison(String from, String to, List<ChangedFile> files, int omitted) {

  public Comparison {
    files = List.copyOf(files);
  }
}
