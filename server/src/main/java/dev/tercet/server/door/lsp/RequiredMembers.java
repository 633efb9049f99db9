package dev.tercet.server.door.lsp;

import java.util.stream.Collectors;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.MessageIssue;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.validation.ReflectiveMessageValidator;
import org.jspecify.annotations.Nullable;

/**
 * Refuses messages of LSP that lack a required member. The task protocol's records see to that
 * themselves, which lsp4j's validator would not notice.
 */
final class RequiredMembers {

  private RequiredMembers() {}

  /** The consumer behind the check, where it takes what comes in. */
  static MessageConsumer checked(MessageConsumer next) {
    if (!(next instanceof RemoteEndpoint)) {
      return next;
    }
    MessageConsumer validator = new ReflectiveMessageValidator(next);
    return message -> {
      boolean ofLsp =
          switch (message) {
            case RequestMessage request -> isOfLsp(request.getParams());
            case NotificationMessage notification -> isOfLsp(notification.getParams());
            default -> false;
          };
      if (ofLsp) {
        check(validator, message);
      } else {
        next.consume(message);
      }
    };
  }

  /** Several issues at once lsp4j would call an invalid request. */
  private static void check(MessageConsumer validator, Message message) {
    try {
      validator.consume(message);
    } catch (MessageIssueException lacking) {
      String what =
          lacking.getIssues().stream().map(MessageIssue::getText).collect(Collectors.joining("; "));
      throw new MessageIssueException(
          lacking.getRpcMessage(),
          new MessageIssue(what, ResponseErrorCode.InvalidParams.getValue()));
    }
  }

  private static boolean isOfLsp(@Nullable Object params) {
    return params == null || params.getClass().getPackageName().equals("org.eclipse.lsp4j");
  }
}
