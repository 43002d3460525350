<#-- What ships, as CycloneDX 1.6: the licence plugin fills in the libraries, Maven what stands between at signs. -->
<#function purl p><#return "pkg:maven/" + p.groupId + "/" + p.artifactId + "@" + p.version + "?type=jar"></#function>
<#assign version = "@project.version@">
<#assign product = "pkg:maven/@project.groupId@/@project.artifactId@" + "@" + version + "?type=jar">
{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
  "metadata": {
    "timestamp": "@project.build.outputTimestamp@",
    "lifecycles": [{"phase": "build"}],
    "component": {
      "type": "application",
      "bom-ref": "${product}",
      "group": "@project.groupId@",
      "name": "@project.artifactId@",
      "version": "${version}",
      "licenses": [{"expression": "Apache-2.0"}],
      "purl": "${product}"
    }
  },
  "components": [
<#list dependencyMap as entry>
<#assign p = entry.key>
    {
      "type": "library",
      "bom-ref": "${purl(p)}",
      "group": "${p.groupId}",
      "name": "${p.artifactId}",
      "version": "${p.version}",
      "licenses": [{"expression": "${entry.value?join(" OR ")}"}],
      "purl": "${purl(p)}"
    }<#sep>,</#sep>
</#list>
  ],
  "dependencies": [
    {
      "ref": "${product}",
      "dependsOn": [
<#list dependencyMap as entry>
        "${purl(entry.key)}"<#sep>,</#sep>
</#list>
      ]
    }
  ]
}
