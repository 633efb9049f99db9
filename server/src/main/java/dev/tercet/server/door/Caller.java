package dev.tercet.server.door;

import dev.tercet.protocol.connect.Hello;
import dev.tercet.server.app.Identity;
import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Who came in by a door, and the open line to it.
 *
 * @param hello the first line, as it was said
 * @param who what may be said of the caller in the journal
 * @param in what comes right after the first line; unbuffered
 * @param out unbuffered
 * @param end closes the connection from any thread, which ends a read that waits
 */
public record Caller(
    Hello.Greeting hello, Identity who, InputStream in, OutputStream out, Closeable end) {}
