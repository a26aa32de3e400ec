"""Readers of kept values. Each is immutable and answers NULL for what does not fit, so that a cast never fails and an
index can be built whatever stands in the column. In plpgsql they are not unfolded into the statement, so the
expression of the index and that of a rule stay the same."""

CREATE = r"""
CREATE FUNCTION idic_number(value text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF value ~ '^-?[0-9]{1,15}(\.[0-9]{1,10})?$' THEN RETURN value::numeric; END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION idic_date(value text) RETURNS date LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    y int; m int; d int;
BEGIN
    IF value !~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN RETURN NULL; END IF;
    y := substr(value, 1, 4)::int; m := substr(value, 6, 2)::int; d := substr(value, 9, 2)::int;
    IF y = 0 OR (m IN (4, 6, 9, 11) AND d > 30) OR (m = 2 AND d > 29)
       OR (m = 2 AND d = 29 AND NOT (y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0))) THEN RETURN NULL; END IF;
    RETURN make_date(y, m, d);
END $$;

CREATE FUNCTION idic_yes_no(value text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN CASE value WHEN 'yes' THEN TRUE WHEN 'no' THEN FALSE END;
END $$;

CREATE FUNCTION idic_codes(value jsonb) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF jsonb_typeof(value) <> 'array' OR jsonb_array_length(value) = 0 THEN RETURN NULL; END IF;
    RETURN ARRAY(SELECT jsonb_array_elements_text(value));
END $$;

CREATE FUNCTION idic_day_text(value date) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN lpad(extract(year FROM value)::int::text, 4, '0') || '-' || lpad(extract(month FROM value)::int::text, 2, '0')
        || '-' || lpad(extract(day FROM value)::int::text, 2, '0');
END $$;
"""

DROP = """
DROP FUNCTION idic_number(text);
DROP FUNCTION idic_date(text);
DROP FUNCTION idic_yes_no(text);
DROP FUNCTION idic_codes(jsonb);
DROP FUNCTION idic_day_text(date);
"""
