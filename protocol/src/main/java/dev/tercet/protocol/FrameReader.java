package dev.tercet.protocol;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.MessageIssueHandler;
import org.eclipse.lsp4j.jsonrpc.MessageProducer;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.MessageIssue;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/**
 * Reads frames (LSP 3.17, Base Protocol) until the stream ends, and keeps no more of one than is
 * allowed, whatever the peer sends. What is no frame is answered, and the next one is looked for.
 *
 * <p>In place of lsp4j's own, which collects a header of any length and says nothing to one that it
 * cannot read. Confined to the thread that listens.
 */
final class FrameReader implements MessageProducer, Closeable {

  private static final System.Logger LOG = System.getLogger(FrameReader.class.getName());
  private static final String LENGTH = "content-length:";
  private static final int MOST_HEADER = 8 << 10;
  private static final int NONE = -1;

  private final InputStream input;
  private final MessageJsonHandler json;
  private final MessageIssueHandler issues;
  private final int most;
  private final StringBuilder line = new StringBuilder();
  private volatile boolean closed;

  /**
   * @param most bytes of a message; a longer one is skipped
   */
  FrameReader(InputStream input, MessageJsonHandler json, MessageIssueHandler issues, int most) {
    this.input = new BufferedInputStream(input, 1 << 14);
    this.json = json;
    this.issues = issues;
    this.most = most;
  }

  @Override
  public void listen(MessageConsumer consumer) {
    try {
      while (!closed) {
        frame(consumer);
      }
    } catch (IOException ended) {
      LOG.log(System.Logger.Level.DEBUG, "connection ended: " + ended);
    }
  }

  private void frame(MessageConsumer consumer) throws IOException {
    int length = length();
    if (length == NONE) {
      refuse("a frame without a length: it begins with Content-Length and a number of bytes");
    } else if (length > most) {
      input.skipNBytes(length);
      refuse("a message of " + length + " bytes; " + most + " is the most");
    } else {
      byte[] body = input.readNBytes(length);
      if (body.length < length) {
        throw new EOFException("in the middle of a message");
      }
      take(new String(body, StandardCharsets.UTF_8), consumer);
    }
  }

  /** What the headers say of the length, of which the last counts; {@link #NONE} for nothing. */
  private int length() throws IOException {
    int length = NONE;
    boolean any = false;
    while (header() || !any) {
      any |= !line.isEmpty();
      if (line.length() >= LENGTH.length()
          && line.substring(0, LENGTH.length()).equalsIgnoreCase(LENGTH)) {
        length = number(line.substring(LENGTH.length()).strip());
      }
    }
    return length;
  }

  private static int number(String text) {
    try {
      return Math.max(NONE, Integer.parseInt(text));
    } catch (NumberFormatException none) {
      return NONE;
    }
  }

  /** Reads the next line; false for an empty one. What is too long of it is dropped. */
  private boolean header() throws IOException {
    line.setLength(0);
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException("between messages");
      }
      if (next != '\r' && line.length() < MOST_HEADER) {
        line.append((char) next);
      }
    }
    return !line.isEmpty();
  }

  private void take(String text, MessageConsumer consumer) {
    try {
      consumer.consume(json.parseMessage(new StringReader(text)));
    } catch (MessageIssueException issue) {
      issues.handle(issue.getRpcMessage(), issue.getIssues());
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, "a message was lost", bug);
    }
  }

  private void refuse(String text) {
    MessageIssue issue = new MessageIssue(text, ResponseErrorCode.InvalidRequest.getValue());
    issues.handle(new RequestMessage(), List.of(issue));
  }

  @Override
  public void close() {
    closed = true;
  }
}
