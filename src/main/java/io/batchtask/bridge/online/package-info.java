/**
 * SuperOffice Online: where a tenant is at present, and how a system user gets a ticket. An installation on site needs
 * none of it.
 *
 * <p>{@code Environment} knows the addresses, {@code OnlineHttp} calls them, {@code Tenant} asks the
 * {@code StateService} where the tenant is and whether it is open, {@code SystemUser} exchanges a signed token for a
 * security token and {@code SecurityToken} checks that one.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>The product's own HTTP client</b>, with its time-outs, proxies and TLS: {@code OnlineHttp} adds the paths
 *       and JSON, of which there is a handful of calls a day, none of them on the path of a record.
 *   <li><b>The SOAP form of the exchange is written and read with StAX</b>: two headers, two elements, three in the
 *       answer; a generated contract would be larger than the message.
 *   <li><b>The signature is the library's business, the claims are checked here</b>: the vendor writes {@code iat} as
 *       text, which every library refuses, and names the audience after the token's own serial number.
 * </ul>
 */
package io.batchtask.bridge.online;
