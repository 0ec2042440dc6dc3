package io.xenscribe.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells for people, each column as wide as its widest cell, two blanks between them. For one thread. */
final class Columns {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Columns row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The rows, without blanks at their ends. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(width(i) - cell.length())).append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        int width = 0;
        for (List<String> row : rows) {
            if (column < row.size()) {
                width = Math.max(width, row.get(column).length());
            }
        }
        return width;
    }
}
