package dev.tercet.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a decision recorded: exactly what was shown, who decided and from where.
 *
 * @param hash of the receipt, hexadecimal
 * @param kind of the decision: {@code approval} or {@code merge}
 * @param text what was decided on, such as {@code spec.md revision 2}
 * @param blob or commit that was shown
 * @param client such as {@code tercet-cli}
 * @param proven false when it could not be told that no agent sent it
 * @param voided why it holds no longer; null while it holds
 */
public record ReceiptView(
    String hash,
    String kind,
    String text,
    String blob,
    String user,
    String client,
    Instant at,
    boolean proven,
    @Nullable String voided) {}
