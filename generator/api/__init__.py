"""The zoo for programs: JSON, CSV and Parquet files at stable addresses, the same in every language of the site."""
