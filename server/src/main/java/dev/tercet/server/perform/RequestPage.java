package dev.tercet.server.perform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a person opens a pull request by hand, for a remote's URL. */
final class RequestPage {

  private static final Pattern URL =
      Pattern.compile("(?:https?|ssh)://(?:[^/@]*@)?([^/:]+)(?::\\d+)?/(.+?)(?:\\.git)?/?");
  private static final Pattern SHORT = Pattern.compile("(?:[^/@:]+@)([^/:]+):(.+?)(?:\\.git)?/?");

  private RequestPage() {}

  /** The page, or the remote and what to do there; never what a URL holds to log in with. */
  static String of(String remote, String branch, String target) {
    Matcher url = URL.matcher(remote);
    Matcher brief = SHORT.matcher(remote);
    Matcher found = url.matches() ? url : brief;
    if (found == url || brief.matches()) {
      String host = found.group(1);
      String page = "https://" + host + "/" + found.group(2);
      if (host.contains("github")) {
        return "%s/compare/%s...%s?expand=1".formatted(page, target, branch);
      }
      if (host.contains("gitlab")) {
        return "%s/-/merge_requests/new?merge_request%%5Bsource_branch%%5D=%s&merge_request%%5Btarget_branch%%5D=%s"
            .formatted(page, encoded(branch), encoded(target));
      }
    }
    return "%s (open a pull request there from %s)".formatted(withoutLogin(remote), branch);
  }

  static String withoutLogin(String remote) {
    return remote.replaceFirst("(?<=://)[^/@]*@", "");
  }

  private static String encoded(String branch) {
    return URLEncoder.encode(branch, StandardCharsets.UTF_8);
  }
}
