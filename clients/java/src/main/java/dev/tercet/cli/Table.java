package dev.tercet.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of aligned columns with a head. Where they do not fit, the widest column is narrowed until
 * they do and its cells are cut; those of a last column that is prose go on below instead.
 */
final class Table {

  private static final int GAP = 2;
  private static final int LEAST = 6;

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();
  private int kept;
  private boolean prose;

  Table(String... head) {
    this.head = List.of(head);
  }

  /** Adds a row; each cell becomes one line. */
  Table row(String... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + head.size() + " columns");
    }
    rows.add(Arrays.stream(cells).map(Table::oneLine).toList());
    return this;
  }

  /** Leaves the first column whole: its cells are what people type. */
  Table keepFirst() {
    kept = 1;
    return this;
  }

  /** Breaks the last column's cells at words where they are too long, instead of cutting them. */
  Table wrapLast() {
    prose = true;
    return this;
  }

  private static String oneLine(String cell) {
    return cell.replaceAll("[\\n\\r\\t]+", " ").stripTrailing();
  }

  /** The head and the rows, at most so wide. */
  List<String> lines(int width) {
    int[] widths = widths(width);
    List<String> lines = new ArrayList<>();
    if (head.stream().anyMatch(name -> !name.isEmpty())) {
      lines.add(line(head.stream().map(Style.DIM::of).toList(), widths));
    }
    rows.forEach(row -> lines.addAll(lines(row, widths)));
    return lines;
  }

  private List<String> lines(List<String> row, int[] widths) {
    if (!prose) {
      return List.of(line(row, widths));
    }
    int last = row.size() - 1;
    List<String> lines = new ArrayList<>();
    List<String> cells = new ArrayList<>(row);
    for (String part : Text.wrap(row.getLast(), widths[last])) {
      cells.set(last, part);
      lines.add(line(cells, widths));
      cells.replaceAll(_ -> "");
    }
    return lines;
  }

  private int[] widths(int width) {
    int[] widths = head.stream().mapToInt(Text::width).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Text.width(row.get(i)));
      }
    }
    int over = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - width;
    for (; over > 0; over--) {
      int widest = kept;
      for (int i = kept + 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(Text.pad(Text.cut(cells.get(i), widths[i]), widths[i] + GAP));
    }
    return line.toString().stripTrailing();
  }
}
