// Imports run one way: contracts -> (generate) -> sdk -> agents, indexer. Nothing imports test.
/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "sdk-stands-alone",
      comment: "The SDK is what applications import: it knows nothing of who uses it.",
      severity: "error",
      from: { path: "^sdk/" },
      to: { path: "^(agents|indexer|script|test)/" },
    },
    {
      name: "agents-and-indexer-are-strangers",
      comment: "They meet on the chain and over the wire only.",
      severity: "error",
      from: { path: "^(agents|indexer)/" },
      to: { path: "^(agents|indexer|script|test)/", pathNot: "^$1/" },
    },
    {
      name: "nothing-imports-test",
      severity: "error",
      from: { pathNot: "^test/" },
      to: { path: "^test/" },
    },
    {
      name: "generated-is-read-inside-the-sdk",
      comment: "Everyone else imports the SDK's modules, so that generated shapes can change.",
      severity: "error",
      from: { pathNot: "^(sdk/src|script/generate)/" },
      to: { path: "^sdk/src/generated/" },
    },
    {
      name: "one-file-builds-viem-clients",
      severity: "error",
      from: { path: "^agents/src/", pathNot: "^agents/src/chain/" },
      to: { path: "viem/(_esm|_types)/clients/create" },
    },
    {
      name: "one-file-builds-libp2p",
      severity: "error",
      from: { path: "^agents/src/", pathNot: "^agents/src/node/" },
      to: { path: "node_modules/libp2p/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^out/|^cache/|\\.data/)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
