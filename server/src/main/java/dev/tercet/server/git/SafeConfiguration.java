package dev.tercet.server.git;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What overrides a repository's configuration in every call, so that no program named there runs.
 *
 * <p>An agent may write {@code .git/config}, {@code .gitattributes} and any script that a filter of
 * the user's names. So hooks, monitors, editors, pagers, signing programs and transports are off;
 * external diffs and text conversions are turned off by options where diffs are made; and <em>every
 * filter and merge driver that any configuration defines</em> is replaced: filters by none, so that
 * a file is stored as it is, merge drivers by git's own text merge. The one exception is the filter
 * {@code lfs}, where git-lfs is installed: its commands are replaced by the well-known ones,
 * because storing large files unfiltered would harm the repository. Passed as {@code
 * GIT_CONFIG_COUNT}, which takes any key and reaches what git itself starts.
 */
final class SafeConfiguration {

  private static final Pattern DRIVER =
      Pattern.compile("(filter|merge)\\.(.+)\\.[a-z]+", Pattern.DOTALL);

  private SafeConfiguration() {}

  /** What is overridden whatever the repository defines. */
  static Map<String, String> fixed() {
    return Map.ofEntries(
        Map.entry("core.hooksPath", "/dev/null"),
        Map.entry("core.fsmonitor", "false"),
        Map.entry("core.pager", "cat"),
        Map.entry("core.editor", ":"),
        Map.entry("sequence.editor", ":"),
        Map.entry("core.askPass", ""),
        Map.entry("core.alternateRefsCommand", "true"),
        Map.entry("core.splitIndex", "false"),
        Map.entry("core.quotePath", "false"),
        Map.entry("core.safecrlf", "false"),
        Map.entry("diff.external", ""),
        Map.entry("diff.submodule", "short"),
        Map.entry("diff.noprefix", "false"),
        Map.entry("diff.mnemonicPrefix", "false"),
        Map.entry("diff.srcPrefix", "a/"),
        Map.entry("diff.dstPrefix", "b/"),
        Map.entry("commit.gpgSign", "false"),
        Map.entry("tag.gpgSign", "false"),
        Map.entry("push.gpgSign", "false"),
        Map.entry("log.showSignature", "false"),
        Map.entry("merge.verifySignatures", "false"),
        Map.entry("merge.conflictStyle", "merge"),
        Map.entry("merge.renames", "true"),
        Map.entry("gpg.program", "false"),
        Map.entry("rerere.enabled", "false"),
        Map.entry("submodule.recurse", "false"),
        Map.entry("fetch.recurseSubmodules", "false"),
        Map.entry("push.recurseSubmodules", "no"),
        Map.entry("status.submoduleSummary", "false"),
        Map.entry("protocol.ext.allow", "never"),
        Map.entry("gc.auto", "0"),
        Map.entry("maintenance.auto", "false"),
        Map.entry("worktree.guessRemote", "false"),
        Map.entry("worktree.useRelativePaths", "false"),
        Map.entry("branch.autoSetupMerge", "false"),
        Map.entry("user.useConfigOnly", "true"),
        Map.entry("i18n.commitEncoding", "UTF-8"),
        Map.entry("i18n.logOutputEncoding", "UTF-8"),
        Map.entry("color.ui", "false"));
  }

  /** What replaces the drivers among the keys that {@code git config --list} names. */
  static Map<String, String> drivers(Collection<String> keys, boolean lfsIsInstalled) {
    Map<String, String> overrides = new LinkedHashMap<>();
    for (String driver : driversOf("filter", keys)) {
      boolean lfs = driver.equals("lfs") && lfsIsInstalled;
      overrides.put("filter." + driver + ".clean", lfs ? "git-lfs clean -- %f" : "");
      overrides.put("filter." + driver + ".smudge", lfs ? "git-lfs smudge -- %f" : "");
      overrides.put("filter." + driver + ".process", lfs ? "git-lfs filter-process" : "");
      overrides.put("filter." + driver + ".required", Boolean.toString(lfs));
    }
    for (String driver : driversOf("merge", keys)) {
      overrides.put(
          "merge." + driver + ".driver", "git merge-file -q --marker-size=%L %A %O %B || exit 1");
      overrides.put("merge." + driver + ".recursive", "text");
    }
    return overrides;
  }

  /** The variables that carry the overrides. */
  static Map<String, String> environment(Map<String, String> overrides) {
    Map<String, String> environment = new LinkedHashMap<>();
    int count = 0;
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      environment.put("GIT_CONFIG_KEY_" + count, override.getKey());
      environment.put("GIT_CONFIG_VALUE_" + count, override.getValue());
      count++;
    }
    environment.put("GIT_CONFIG_COUNT", Integer.toString(count));
    return environment;
  }

  /** The names of the filters or merge drivers that a configuration defines. */
  static Set<String> driversOf(String section, Collection<String> keys) {
    Set<String> names = new TreeSet<>();
    for (String key : keys) {
      Matcher matcher = DRIVER.matcher(key);
      if (matcher.matches() && matcher.group(1).equals(section)) {
        names.add(matcher.group(2));
      }
    }
    return names;
  }
}
