package dev.tercet.front;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The three streams of a program.
 *
 * @param out is written to and flushed as bytes arrive; need not be buffered
 * @param err for people
 * @param areStandard whether {@code in} and {@code out} are descriptors 0 and 1 of this process,
 *     with nothing read ahead and nothing held back
 */
public record Streams(InputStream in, OutputStream out, PrintStream err, boolean areStandard) {}
