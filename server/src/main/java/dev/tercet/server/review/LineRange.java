package dev.tercet.server.review;

/** Lines of a file, both ends included, from 1. */
public record LineRange(String file, int start, int end) {

  boolean touches(LineRange other) {
    return file.equals(other.file) && start <= other.end && other.start <= end;
  }
}
