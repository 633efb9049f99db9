package dev.tercet.server.git;

/** A person as git writes one into a commit. */
public record Identity(String name, String email) {

  /** Reads the first part of what {@code git var} prints. */
  static Identity parse(String printed) {
    int open = printed.lastIndexOf(" <");
    int close = printed.lastIndexOf('>');
    return new Identity(printed.substring(0, open), printed.substring(open + 2, close));
  }

  /** As it stands in a {@code Co-Authored-By} trailer. */
  @Override
  public String toString() {
    return name + " <" + email + ">";
  }
}
