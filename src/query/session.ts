/**
 * What every session begins with; the last one locks the others. Nulls are ordered as Spark does. Extensions and files are
 * shut out: an extension would be fetched from a server. Errors come with their position. There is no setting for the time
 * zone without ICU: moments are in UTC.
 */
export const SESSION_SETTINGS: readonly string[] = [
  "SET default_null_order = 'nulls_first_on_asc_last_on_desc'",
  "SET memory_limit = '1GB'",
  "SET temp_directory = ''",
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET errors_as_json = true',
  'SET enable_external_access = false',
  'SET lock_configuration = true',
]
