package dev.tercet.server.perform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The variables that children may see: those every program needs, and those that a preset names.
 *
 * <p>Taken from the user's login shell and never from whichever client started the daemon. Safe for
 * any thread.
 */
public final class Environment {

  private static final List<String> PLAIN =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "TZ",
          "TMPDIR",
          "JAVA_HOME",
          "XDG_CONFIG_HOME",
          "XDG_CACHE_HOME",
          "XDG_DATA_HOME",
          "XDG_STATE_HOME",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "NODE_EXTRA_CA_CERTS");

  private static final Pattern KEY =
      Pattern.compile(
          "(_|^)(PASSWD|PASSPHRASE|CREDENTIALS?|AUTH|PAT)(_|$)|(KEY|TOKEN|SECRET|PASSWORD)(_|$)",
          Pattern.CASE_INSENSITIVE);

  private volatile Map<String, String> login;

  /**
   * @param login all variables of the login shell
   */
  public Environment(Map<String, String> login) {
    this.login = Map.copyOf(login);
  }

  /** Takes other variables from now on: what runs keeps those it was started with. */
  public void replace(Map<String, String> variables) {
    login = Map.copyOf(variables);
  }

  /** What every program needs, without any key. */
  public Map<String, String> plain() {
    return named(List.of());
  }

  /** The plain ones and these; a name that is not set is left out. */
  public Map<String, String> named(List<String> names) {
    Map<String, String> variables = new LinkedHashMap<>();
    PLAIN.forEach(name -> take(name, variables));
    names.forEach(name -> take(name, variables));
    return variables;
  }

  /** The values of those that hold a key rather than a choice. */
  public List<String> keys(List<String> names) {
    Map<String, String> set = new LinkedHashMap<>();
    names.forEach(name -> take(name, set));
    return keys(set);
  }

  /**
   * The values that are keys, told by their names: a preset may pass on addresses, models and
   * folders too, which everybody may see.
   */
  public static List<String> keys(Map<String, String> variables) {
    return variables.entrySet().stream()
        .filter(entry -> KEY.matcher(entry.getKey()).find())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Whether the login shell sets it, and not to nothing. */
  public boolean has(String name) {
    return !login.getOrDefault(name, "").isEmpty();
  }

  private void take(String name, Map<String, String> variables) {
    String value = login.get(name);
    if (value != null) {
      variables.put(name, value);
    }
  }
}
