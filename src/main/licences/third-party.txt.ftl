The libraries that ship with BatchTask Bridge, and their licences. Where there is a choice, one of them is enough.

<#list dependencyMap as entry>
${entry.key.groupId}:${entry.key.artifactId}:${entry.key.version} - ${entry.value?join(" or ")}
</#list>
