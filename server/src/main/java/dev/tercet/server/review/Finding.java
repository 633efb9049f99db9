package dev.tercet.server.review;

/**
 * One reviewer's claim about one defect, as recorded.
 *
 * @param reviewer the preset that reported it
 * @param family the model family of that preset, {@code unknown} where it is not known
 * @param pass of the review it came from, from 1
 */
public record Finding(FindingId id, String reviewer, String family, int pass, Claim claim) {

  Finding with(Claim other) {
    return new Finding(id, reviewer, family, pass, other);
  }
}
