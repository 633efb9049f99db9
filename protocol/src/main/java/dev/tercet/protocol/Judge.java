package dev.tercet.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges findings, all or only some; the decision stays open until every cluster is judged.
 *
 * @param clusterRevision as shown; refused as stale when the clusters are others by now
 */
public record Judge(
    String task,
    int clusterRevision,
    List<Judgement> judgements,
    @Nullable String decision,
    @Nullable Long revision,
    @Nullable String key) {
  public Judge {
    judgements = List.copyOf(judgements);
  }
}
