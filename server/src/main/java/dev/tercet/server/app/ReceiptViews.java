package dev.tercet.server.app;

import dev.tercet.protocol.ReceiptView;
import dev.tercet.server.perform.ReceiptHash;
import dev.tercet.server.workflow.Counts;
import dev.tercet.server.workflow.MergeReceipt;
import dev.tercet.server.workflow.Receipt;
import dev.tercet.server.workflow.Task;
import java.util.ArrayList;
import java.util.List;

/** What humans approved and said to merge, as clients see it. */
final class ReceiptViews {

  private ReceiptViews() {}

  static List<ReceiptView> of(Task task) {
    List<ReceiptView> receipts = new ArrayList<>();
    task.receipts().forEach((step, receipt) -> receipts.add(approval(receipt, task.holds(step))));
    MergeReceipt merge = task.landing().receipt();
    if (merge != null) {
      receipts.add(merge(merge));
    }
    return receipts;
  }

  private static ReceiptView approval(Receipt receipt, boolean holds) {
    return new ReceiptView(
        ReceiptHash.hash(receipt.toString()),
        "approval",
        "%s revision %d on base %s"
            .formatted(
                receipt.shown().artifact(),
                receipt.shown().revision(),
                receipt.base().value().substring(0, 10)),
        receipt.shown().blob().value(),
        receipt.by().actor().user(),
        Identity.program(receipt.by().actor()),
        receipt.by().at(),
        Identity.isProven(receipt.by().actor()),
        holds ? null : "what it names has changed");
  }

  private static ReceiptView merge(MergeReceipt receipt) {
    return new ReceiptView(
        ReceiptHash.of(receipt),
        "merge",
        "commit %s, review pass %d, %s judged"
            .formatted(
                receipt.head().value().substring(0, 10),
                receipt.pass(),
                Counts.of(receipt.judged().size(), "finding")),
        receipt.head().value(),
        receipt.by().actor().user(),
        Identity.program(receipt.by().actor()),
        receipt.by().at(),
        Identity.isProven(receipt.by().actor()),
        null);
  }
}
