package dev.tercet.protocol;

/**
 * Where the daemon is over HTTP, on this machine only.
 *
 * @param url of the endpoint for agent hosts
 * @param tokenFile absolute path of the file with the secret that each request has to carry as
 *     {@code Authorization: Bearer …}
 * @param lasting whether it is there again at the same place after the daemon's next start
 */
public record HttpAddress(String url, String tokenFile, boolean lasting) {}
