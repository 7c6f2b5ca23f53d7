/**
 * @typedef {{ version?: string, os?: string[], cpu?: string[], optionalDependencies?: Record<string, string> }} LockedPackage
 * @typedef {Readonly<Record<string, LockedPackage>>} LockedPackages by location, like "node_modules/vite"
 */

const SYSTEMS = ['darwin', 'win32', 'linux']
const PROCESSORS = ['x64', 'arm64']

/**
 * The builds for the platforms we promise that a package offers and the lock file does not hold in that version. npm
 * leaves out what it could not fetch when the lock file was made, and then the installation fails elsewhere.
 * @param {LockedPackages} packages
 * @param {string} name
 * @param {Readonly<Record<string, string>>} offered the package's own optionalDependencies
 * @returns {string[]} like "@rolldown/binding-darwin-x64@1.2.3"
 */
export function listMissingBuilds(packages, name, offered) {
  return Object.entries(offered)
    .filter(([build]) => isPromised(build))
    .filter(([build, version]) => {
      const nested = packages[`node_modules/${name}/node_modules/${build}`]
      return (nested ?? packages[`node_modules/${build}`])?.version !== version
    })
    .map(([build, version]) => `${build}@${version}`)
}

/** @param {string} build */
export function isPromised(build) {
  const words = build.split(/[^a-z0-9]+/i)
  return SYSTEMS.some((system) => words.includes(system)) && PROCESSORS.some((processor) => words.includes(processor))
}
